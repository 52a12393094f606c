//! What each role does, and that it does no more; and which methods an address takes.

use super::{
    pages,
    place::{Place, denials},
    table::{CREATE, OF_A_WORKSPACE, OF_COUNSELORS, OF_MAIN_USERS, OF_ORGANISATION, OF_SUPERVISORS},
};
use crate::app::{App, location};

#[tokio::test]
async fn the_two_sides_can_do_what_is_theirs_and_no_more() {
    let app = App::start().await;
    let (aino, olli) = (app.signed_in("aino").await, app.signed_in("olli").await);
    let place = Place::sample(&app, &aino).await;
    for (function, form) in OF_A_WORKSPACE {
        let (customer, counselor) = match function {
            "open_workspace" | "open_conversation" | "peek_workspace" | "peek_conversation"
            | "send_message" | "start_conversation" | "open_unsent" | "save_draft" | "search_workspace"
            | "open_people" => (200, 200),
            // The day is past; and to nobody who is a counselor.
            "ask_consent" | "hand_over" => (404, 422),
            "open_access_log" => (200, 404),
            // It was sent; and nobody was asked for.
            "remove_file" | "answer_consent" | "end_participation" | "change_note" | "delete_note" => {
                (404, 404)
            }
            // Nothing to reactivate while it is active; nobody to confirm or to invite.
            "reactivate_workspace" => (409, 409),
            // And nobody stands in.
            "ask_reactivation" | "refuse_substitute" => (409, 404),
            // The message is the counselor's, and was read.
            "invite_again" | "remind_invited" | "withdraw_invitation" | "confirm_customer" | "take_back" => {
                (404, 409)
            }
            "close_workspace" | "open_description" | "change_description" | "open_notes" | "add_note" => {
                (404, 200)
            }
            "accept_invitation" => (410, 404),
            other => panic!("{other} is not in the table"),
        };
        if function == "close_workspace" {
            continue;
        }
        assert_eq!(place.call(&aino, function, form).await.0, customer, "customer {function}");
        assert_eq!(place.call(&olli, function, form).await.0, counselor, "counselor {function}");
    }
    assert_eq!(place.call(&aino, "close_workspace", &[("id", "{w}")]).await.0, 404);
    assert_eq!(place.call(&olli, "close_workspace", &[("id", "{w}")]).await.0, 200);
    assert_eq!(place.call(&aino, CREATE.0, CREATE.1).await.0, 404, "P3");
    assert_eq!(aino.get("/workspaces/new").await.status(), 404, "P3");
    for who in [&aino, &olli] {
        assert_eq!(who.get(&place.fill("/workspaces/{w}/files/{f}")).await.text().await.unwrap(), "a text");
    }
    assert_eq!(aino.get(&place.fill("/workspaces/{w}/package")).await.status(), 200, "W7");
    assert_eq!(olli.get(&place.fill("/workspaces/{w}/package")).await.status(), 404, "W7");
    assert_eq!(aino.get(&place.fill("/workspaces/{w}/letter")).await.status(), 404, "P11");
    // Nobody is invited any more: the page says so.
    assert_eq!(
        location(&olli.get(&place.fill("/workspaces/{w}/letter")).await),
        place.fill("/workspaces/{w}"),
        "P11"
    );
}

#[tokio::test]
async fn p4_each_role_of_staff_does_its_own_and_no_other() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let (olli, paula) = (app.signed_in("olli").await, app.signed_in("paula").await);
    let sirpa = app.signed_in("sirpa").await;
    let place = Place::sample(&app, &aino).await;
    for (name, browser) in [("aino", &aino), ("olli", &olli), ("sirpa", &sirpa)] {
        for (function, form) in OF_MAIN_USERS {
            let before = denials(&app).await;
            assert_eq!(place.call(browser, function, form).await.0, 404, "{name} {function}");
            assert_eq!(denials(&app).await, before + 1, "{name} {function} is audited");
        }
        for page in OF_ORGANISATION {
            let before = denials(&app).await;
            assert_eq!(browser.get(&place.fill(page)).await.status(), 404, "{name} {page}");
            assert!(denials(&app).await > before, "{name} {page} is audited");
        }
        // Where scripts are off as well.
        let before = denials(&app).await;
        browser.post("/api/save_canned_response", "/sign-ins", &[("title", "x"), ("text_fi", "x")]).await;
        assert_eq!(denials(&app).await, before + 1, "{name} sends a plain form, and is audited");
    }
    for (function, form) in OF_COUNSELORS {
        assert_eq!(place.call(&aino, function, form).await.0, 404, "customer {function}");
        assert_eq!(place.call(&paula, function, form).await.0, 404, "main user {function}");
        assert_eq!(place.call(&sirpa, function, form).await.0, 404, "supervisor {function}");
        let own = match function {
            "set_absence" => 422,
            "remove_own_response" | "read_canned_text" => 404,
            _ => 200,
        };
        assert_eq!(place.call(&olli, function, form).await.0, own, "counselor {function}");
    }
    assert_eq!(place.call(&paula, CREATE.0, CREATE.1).await.0, 404);
    assert_eq!(place.call(&sirpa, CREATE.0, CREATE.1).await.0, 404);
    assert_eq!(location(&paula.get("/workspaces").await), "/organisation");
    assert_eq!(location(&sirpa.get("/workspaces").await), "/break-glass");
    for (function, form) in OF_SUPERVISORS {
        for (name, browser) in [("aino", &aino), ("olli", &olli), ("paula", &paula)] {
            assert_eq!(place.call(browser, function, form).await.0, 404, "{name} {function}");
        }
        let own = match function {
            "break_glass_sessions" => 200,
            // No workspace has that number.
            "break_glass" => 422,
            _ => 404,
        };
        assert_eq!(place.call(&sirpa, function, form).await.0, own, "supervisor {function}");
    }
    for page in OF_ORGANISATION {
        let response = paula.get(&place.fill(page)).await;
        assert_eq!(response.status(), 200, "{page}");
        let text = response.text().await.unwrap();
        assert!(!text.contains("Opintojen jatkaminen") && !text.contains("Aino"), "P5: {page}");
    }
    for (function, form) in OF_MAIN_USERS {
        let expected = match function {
            "place_hold" | "set_colleague_absence" | "set_wording" | "set_undertaking" => 422,
            "lift_hold" | "remove_canned_response" | "change_role" | "withdraw_staff_invitation" => 404,
            // It is not for a day to come.
            "cancel_bulk_action" => 409,
            _ => 200,
        };
        assert_eq!(place.call(&paula, function, form).await.0, expected, "main user {function}");
        let nowhere = Place::nowhere().call(&paula, function, form).await.0;
        let missing = match function {
            "read_bulk_action"
            | "confirm_bulk_action"
            | "cancel_bulk_action"
            | "read_colleague_absence"
            | "end_colleague_absence" => 404,
            // Its title is there by now.
            "plan_bulk_action" | "save_canned_response" => 422,
            // Put in force a moment ago.
            "set_policy" => 409,
            _ => expected,
        };
        assert_eq!(nowhere, missing, "main user {function}, of nothing");
    }
}

#[tokio::test]
async fn fields_that_no_form_has_are_of_no_use() {
    let app = App::start().await;
    let olli = app.signed_in("olli").await;
    let form = [
        ("title", "x"),
        ("email", "x@example.org"),
        ("identity_code", ""),
        ("language", "fi"),
        ("invitation_status", "taken"),
        ("active_through", "2099-01-01"),
        ("organisation_id", "x"),
    ];
    let response = olli.call("create_workspace", &form).await;
    assert_eq!(response.status(), 200);
    let list = olli.call("list_workspaces", &[]).await.text().await.unwrap();
    assert!(!list.contains("2099"));
}

/// No address does by one method what it does by another, whoever asks.
#[tokio::test]
async fn an_address_takes_its_own_method_and_no_other() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let place = Place::sample(&app, &aino).await;
    let functions = OF_A_WORKSPACE.iter().chain(&OF_MAIN_USERS).chain(&OF_COUNSELORS).chain(&OF_SUPERVISORS);
    let functions: Vec<String> = functions.map(|(function, _)| format!("/api/{function}")).collect();
    for subject in ["", "aino", "olli", "paula", "sirpa"] {
        let browser = if subject.is_empty() { app.visitor() } else { app.signed_in(subject).await };
        let send = async |method: &str, path: &str| {
            let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
            let request = browser.client.request(method, format!("{}{path}", app.url));
            let request = request.header("origin", &app.url).header("accept", "text/html");
            let kind = ("content-type", "application/x-www-form-urlencoded");
            request.header(kind.0, kind.1).send().await.unwrap().status().as_u16()
        };
        for path in &functions {
            for method in ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FROB"] {
                let status = send(method, path).await;
                assert!([404, 405].contains(&status), "{subject} {method} {path}: {status}");
            }
        }
        for page in pages() {
            let path = place.fill(page);
            // What is looked for comes in a form.
            let methods = ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FROB"];
            let is_asked_by_form = path.ends_with("/search") || path == "/workspaces";
            for method in methods.into_iter().filter(|method| *method != "POST" || !is_asked_by_form) {
                let status = send(method, &path).await;
                assert!([404, 405].contains(&status), "{subject} {method} {path}: {status}");
            }
        }
        // A letter is printed, or not: there is no asking about it.
        for page in pages().filter(|page| !page.ends_with("/events") && !page.ends_with("/letter")) {
            let path = place.fill(page);
            let (head, get) = (send("HEAD", &path).await, browser.get(&path).await.status().as_u16());
            assert_eq!(head, get, "{subject} {path}");
        }
    }
}
