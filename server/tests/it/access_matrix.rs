//! P5 over HTTP: every actor against every address, in every state. An address that is not in
//! this table fails the test, so nobody adds one without saying who may use it.

use crate::app::{App, Browser, location};
use chrono::{NaiveDate, TimeDelta};
use contract::WorkspaceId;
use domain::session::shift;

/// Server functions that everybody may call, because they say nothing of anybody else.
const FOR_EVERYBODY: [&str; 10] = [
    "sign_ins",
    "end_sign_in",
    "me",
    "frame",
    "session_left",
    "stay",
    "sign_in_ways",
    "returned_form",
    "describe_invitation",
    "list_workspaces",
];

/// The others, with what they are asked; `{w}` and `{c}` stand for the workspace and its conversation.
const OF_A_WORKSPACE: [(&str, &[(&str, &str)]); 22] = [
    ("open_workspace", &[("id", "{w}")]),
    ("open_conversation", &[("workspace", "{w}"), ("id", "{c}")]),
    ("send_message", &[("workspace", "{w}"), ("conversation", "{c}"), ("body", "x"), ("reactivate", "true")]),
    ("start_conversation", &[("workspace", "{w}"), ("subject", "x"), ("body", "x"), ("reactivate", "true")]),
    ("open_unsent", &[("workspace", "{w}"), ("conversation", "{c}")]),
    (
        "save_draft",
        &[
            ("workspace", "{w}"),
            ("draft[conversation]", "{c}"),
            ("draft[subject]", ""),
            ("draft[body]", "x"),
            ("draft[version]", "0"),
        ],
    ),
    ("take_back", &[("workspace", "{w}"), ("conversation", "{c}"), ("position", "1")]),
    ("open_people", &[("id", "{w}")]),
    (
        "ask_consent",
        &[
            ("id", "{w}"),
            ("email", "nobody@example.org"),
            ("purpose", "x"),
            ("scope", "from_now"),
            ("through", "2020-01-01"),
        ],
    ),
    ("answer_consent", &[("id", "{w}"), ("participation", "{p}")]),
    ("end_participation", &[("id", "{w}"), ("participation", "{p}")]),
    ("open_notes", &[("id", "{w}")]),
    ("add_note", &[("id", "{w}"), ("body", "x")]),
    ("search_workspace", &[("workspace", "{w}"), ("text", "x")]),
    ("open_access_log", &[("id", "{w}"), ("page", "1")]),
    ("remove_file", &[("workspace", "{w}"), ("file", "{f}")]),
    ("reactivate_workspace", &[("id", "{w}")]),
    ("ask_reactivation", &[("id", "{w}")]),
    ("close_workspace", &[("id", "{w}")]),
    ("invite_again", &[("id", "{w}")]),
    ("confirm_customer", &[("id", "{w}"), ("is_the_one", "true")]),
    ("accept_invitation", &[("token", "none")]),
];

/// What only a main user may call, of their own organisation (P4).
const OF_MAIN_USERS: [(&str, &[(&str, &str)]); 17] = [
    ("staff", &[]),
    (
        "change_role",
        &[("person", "00000000-0000-0000-0000-000000000000"), ("role", "counselor"), ("give", "true")],
    ),
    ("invite_staff", &[("email", "x@example.org"), ("counselor", "true")]),
    ("withdraw_staff_invitation", &[("id", "00000000-0000-0000-0000-000000000000")]),
    ("kept_answers", &[]),
    ("save_answer", &[("title", "x"), ("text", "x")]),
    ("remove_answer", &[("id", "00000000-0000-0000-0000-000000000000")]),
    ("overview", &[]),
    ("oversee", &[("filter[counselor]", ""), ("filter[state]", ""), ("filter[page]", "1")]),
    (
        "plan_deed",
        &[("kind", "close"), ("reason", "mistake"), ("to", ""), ("all_of", ""), ("selection[0]", "{w}")],
    ),
    ("deed", &[("id", "{d}")]),
    ("confirm_deed", &[("id", "{d}")]),
    ("policy", &[]),
    (
        "try_policy",
        &[("new[active]", "3"), ("new[inactive]", "3"), ("new[archived]", "12"), ("new[hold]", "1")],
    ),
    ("set_policy", &[("active", "3"), ("inactive", "3"), ("archived", "12"), ("hold", "1")]),
    ("place_hold", &[("number", "1"), ("ground", "complaint"), ("until", "2020-01-01")]),
    ("lift_hold", &[("id", "00000000-0000-0000-0000-000000000000")]),
];

/// What only a counselor may call, about themselves.
const OF_COUNSELORS: [(&str, &[(&str, &str)]); 4] = [
    ("canned_answers", &[]),
    ("absence", &[]),
    ("set_absence", &[("first_day", ""), ("last_day", ""), ("substitute", "")]),
    ("end_absence", &[]),
];

/// The pages of main users.
const OF_ORGANISATION: [&str; 6] = [
    "/organisation/people",
    "/organisation/answers",
    "/organisation",
    "/organisation/workspaces",
    "/organisation/policy",
    "/organisation/deeds/{d}",
];

const PAGES: [&str; 10] = [
    "/workspaces/{w}",
    "/workspaces/{w}/people",
    "/workspaces/{w}/search",
    "/workspaces/{w}/notes",
    "/workspaces/{w}/access",
    "/workspaces/{w}/files/{f}",
    "/workspaces/{w}/events",
    "/workspaces/{w}/new",
    "/workspaces/{w}/conversations/{c}",
    "/workspaces/{w}/package",
];

struct Place {
    workspace: String,
    conversation: String,
    deed: String,
    file: String,
}

impl Place {
    async fn sample(app: &App, aino: &Browser) -> Self {
        let (workspace, _) = app.invitation_to("aino@example.org").await;
        let page = aino.page(&format!("/workspaces/{workspace}")).await;
        let start = page.find("/conversations/").expect("a conversation");
        let conversation = page[start + 15..].chars().take(36).collect();
        let deed = Self::planned(app, &workspace).await;
        let mut place = Self { workspace: workspace.to_string(), conversation, deed, file: String::new() };
        let (status, view) = place.bring(aino).await;
        assert_eq!(status, 200);
        let view: serde_json::Value = serde_json::from_str(&view).unwrap();
        view["id"].as_str().unwrap().clone_into(&mut place.file);
        let files = [("workspace", "{w}"), ("conversation", "{c}"), ("body", ""), ("files[0]", "{f}")];
        assert_eq!(place.call(aino, "send_message", &files).await.0, 200);
        place
    }

    /// A deed that the main user has planned and not confirmed.
    async fn planned(app: &App, workspace: &WorkspaceId) -> String {
        let paula = app.signed_in("paula").await;
        let workspace = workspace.to_string();
        let form = [
            ("kind", "hand_over"),
            ("reason", "mistake"),
            ("to", &Self::colleague(&paula).await),
            ("all_of", ""),
            ("selection[0]", &workspace),
        ];
        let response = paula.post("/api/plan_deed", "/organisation/workspaces", &form).await;
        location(&response).trim_start_matches("/organisation/deeds/").to_owned()
    }

    /// The id of some counselor.
    async fn colleague(paula: &Browser) -> String {
        let filter = [("filter[counselor]", ""), ("filter[state]", ""), ("filter[page]", "1")];
        let list = paula.call("oversee", &filter).await.text().await.unwrap();
        let list: serde_json::Value = serde_json::from_str(&list).unwrap();
        list["counselors"][0]["id"].as_str().unwrap().to_owned()
    }

    fn nowhere() -> Self {
        let nil = uuid::Uuid::nil().to_string();
        Self { workspace: nil.clone(), conversation: nil.clone(), deed: nil.clone(), file: nil }
    }

    fn fill(&self, pattern: &str) -> String {
        pattern
            .replace("{w}", &self.workspace)
            .replace("{c}", &self.conversation)
            .replace("{d}", &self.deed)
            .replace("{p}", &uuid::Uuid::nil().to_string())
            .replace("{f}", &self.file)
    }

    /// Sends a file, as scripts do.
    async fn bring(&self, browser: &Browser) -> (u16, String) {
        let request = browser
            .client
            .post(format!("{}{}", browser.url, self.fill("/workspaces/{w}/files?conversation={c}")))
            .header("origin", &browser.url)
            .header("content-type", "application/octet-stream")
            .header("x-file-name", "kirje.txt")
            .body("a text");
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    }

    async fn call(&self, browser: &Browser, function: &str, form: &[(&str, &str)]) -> (u16, String) {
        let filled: Vec<(&str, String)> =
            form.iter().map(|(name, value)| (*name, self.fill(value))).collect();
        let form: Vec<(&str, &str)> = filled.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let response = browser.call(function, &form).await;
        (response.status().as_u16(), response.text().await.unwrap())
    }
}

async fn go_to(app: &App, day: &str) {
    let day: NaiveDate = day.parse().unwrap();
    let by = TimeDelta::days((day - app.clock.today()).num_days());
    shift(&app.services, by).await.unwrap();
    app.clock.advance(by).unwrap();
}

#[tokio::test]
async fn every_function_is_in_the_table() {
    let mut known: Vec<String> = OF_A_WORKSPACE.iter().map(|(name, _)| (*name).to_owned()).collect();
    known.extend(FOR_EVERYBODY.map(str::to_owned));
    known.push("create_workspace".to_owned());
    known.extend(OF_MAIN_USERS.iter().chain(&OF_COUNSELORS).map(|(name, _)| (*name).to_owned()));
    known.sort();
    let mut there: Vec<String> = leptos::server_fn::axum::server_fn_paths()
        .map(|(path, _)| path.trim_start_matches("/api/").to_owned())
        .collect();
    there.sort();
    there.dedup();
    assert_eq!(there, known);
}

#[tokio::test]
async fn p5_strangers_get_the_same_nothing_in_every_state() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let place = Place::sample(&app, &aino).await;
    let nowhere = Place::nowhere();
    let today = app.clock.today();
    let later = |months| today.checked_add_months(chrono::Months::new(months)).unwrap().succ_opt().unwrap();
    // The main user administers the workspace, and is a stranger to what is in it (P4).
    let strangers = [
        ("kaisa", app.signed_in("kaisa").await),
        ("maija", app.signed_in("maija").await),
        ("paula", app.signed_in("paula").await),
    ];
    for day in [today, later(3), later(6), later(18)] {
        go_to(&app, &day.to_string()).await;
        for (name, stranger) in &strangers {
            for (function, form) in OF_A_WORKSPACE {
                let theirs = place.call(stranger, function, form).await;
                let missing = nowhere.call(stranger, function, form).await;
                assert_eq!(theirs, missing, "{name} {function} on {day}");
                assert!([401, 404, 410].contains(&theirs.0), "{name} {function}: {}", theirs.0);
            }
            let theirs = place.bring(stranger).await;
            assert_eq!(theirs, nowhere.bring(stranger).await, "{name} sends a file on {day}");
            assert_eq!(theirs.0, 404, "{name} sends a file on {day}");
            for page in PAGES {
                let response = stranger.get(&place.fill(page)).await;
                assert_eq!(response.status(), 404, "{name} {page} on {day}");
                let text = response.text().await.unwrap();
                let missing = stranger.get(&nowhere.fill(page)).await.text().await.unwrap();
                // The addresses themselves and the nonces of the page differ, nothing else.
                assert_eq!(text.len(), missing.len(), "{name} {page} on {day}");
                assert!(!text.contains("Opintojen jatkaminen") && !text.contains("Aino"));
            }
            if *name == "paula" {
                continue;
            }
            let list = stranger.call("list_workspaces", &[("page", "1")]).await.text().await.unwrap();
            assert!(list.contains("\"total\":0"), "{name}: {list}");
        }
    }
}

#[tokio::test]
async fn nobody_who_is_not_signed_in_gets_inside() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let place = Place::sample(&app, &aino).await;
    let left = app.signed_in("aino").await;
    left.post("/sign-out", "/workspaces", &[]).await;
    for (name, browser) in [("anonymous", app.visitor()), ("signed out", left)] {
        for (function, form) in OF_A_WORKSPACE {
            assert_eq!(place.call(&browser, function, form).await.0, 401, "{name} {function}");
        }
        assert_eq!(place.bring(&browser).await.0, 401, "{name} sends a file");
        for (function, form) in OF_MAIN_USERS.iter().chain(&OF_COUNSELORS) {
            assert_eq!(place.call(&browser, function, form).await.0, 401, "{name} {function}");
        }
        for page in OF_ORGANISATION {
            assert_eq!(browser.get(&place.fill(page)).await.status(), 303, "{name} {page}");
        }
        let create = [("title", "x"), ("email", "x@example.org"), ("identity_code", ""), ("language", "fi")];
        assert_eq!(place.call(&browser, "create_workspace", &create).await.0, 401);
        assert_eq!(place.call(&browser, "list_workspaces", &[("page", "1")]).await.0, 401);
        for page in PAGES {
            assert_eq!(browser.get(&place.fill(page)).await.status(), 303, "{name} {page}");
        }
        assert_eq!(place.call(&browser, "me", &[]).await.1, "null");
        assert_eq!(place.call(&browser, "sign_ins", &[]).await.0, 401, "{name}");
        let any = [("id", "00000000-0000-0000-0000-000000000000")];
        assert_eq!(place.call(&browser, "end_sign_in", &any).await.0, 401, "{name}");
        assert_eq!(browser.get("/sign-ins").await.status(), 303, "{name}");
    }
}

#[tokio::test]
async fn the_two_sides_can_do_what_is_theirs_and_no_more() {
    let app = App::start().await;
    let (aino, olli) = (app.signed_in("aino").await, app.signed_in("olli").await);
    let place = Place::sample(&app, &aino).await;
    for (function, form) in OF_A_WORKSPACE {
        let (customer, counselor) = match function {
            "open_workspace" | "open_conversation" | "send_message" | "start_conversation"
            | "open_unsent" | "save_draft" | "search_workspace" | "open_people" => (200, 200),
            // The day is past.
            "ask_consent" => (404, 422),
            "open_access_log" => (200, 404),
            // It was sent; and nobody was asked for.
            "remove_file" | "answer_consent" | "end_participation" => (404, 404),
            // Nothing to reactivate while it is active; nobody to confirm or to invite.
            "reactivate_workspace" => (409, 409),
            "ask_reactivation" => (409, 404),
            // The message is the counselor's, and was read.
            "invite_again" | "confirm_customer" | "take_back" => (404, 409),
            "close_workspace" | "open_notes" | "add_note" => (404, 200),
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
    let create = [("title", "x"), ("email", "x@example.org"), ("identity_code", ""), ("language", "fi")];
    assert_eq!(place.call(&aino, "create_workspace", &create).await.0, 404, "P3");
    assert_eq!(aino.get("/workspaces/new").await.status(), 404, "P3");
    for who in [&aino, &olli] {
        assert_eq!(who.get(&place.fill("/workspaces/{w}/files/{f}")).await.text().await.unwrap(), "a text");
    }
    assert_eq!(aino.get(&place.fill("/workspaces/{w}/package")).await.status(), 200, "W7");
    assert_eq!(olli.get(&place.fill("/workspaces/{w}/package")).await.status(), 404, "W7");
}

#[tokio::test]
async fn p4_each_role_of_staff_does_its_own_and_no_other() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let (olli, paula) = (app.signed_in("olli").await, app.signed_in("paula").await);
    let place = Place::sample(&app, &aino).await;
    for (name, browser) in [("aino", &aino), ("olli", &olli)] {
        for (function, form) in OF_MAIN_USERS {
            assert_eq!(place.call(browser, function, form).await.0, 404, "{name} {function}");
        }
        for page in OF_ORGANISATION {
            assert_eq!(browser.get(&place.fill(page)).await.status(), 404, "{name} {page}");
        }
    }
    for (function, form) in OF_COUNSELORS {
        assert_eq!(place.call(&aino, function, form).await.0, 404, "customer {function}");
        assert_eq!(place.call(&paula, function, form).await.0, 404, "main user {function}");
        let own = if function == "set_absence" { 422 } else { 200 };
        assert_eq!(place.call(&olli, function, form).await.0, own, "counselor {function}");
    }
    let create = [("title", "x"), ("email", "x@example.org"), ("identity_code", ""), ("language", "fi")];
    assert_eq!(place.call(&paula, "create_workspace", &create).await.0, 404);
    assert_eq!(location(&paula.get("/workspaces").await), "/organisation");
    for page in OF_ORGANISATION {
        let response = paula.get(&place.fill(page)).await;
        assert_eq!(response.status(), 200, "{page}");
        let text = response.text().await.unwrap();
        assert!(!text.contains("Opintojen jatkaminen") && !text.contains("Aino"), "P5: {page}");
    }
    for (function, form) in OF_MAIN_USERS {
        let expected = match function {
            "place_hold" => 422,
            "lift_hold" | "remove_answer" | "change_role" | "withdraw_staff_invitation" => 404,
            _ => 200,
        };
        assert_eq!(place.call(&paula, function, form).await.0, expected, "main user {function}");
        let nowhere = Place::nowhere().call(&paula, function, form).await.0;
        let missing = match function {
            "deed" | "confirm_deed" => 404,
            "plan_deed" => 422,
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
        ("seat", "taken"),
        ("active_through", "2099-01-01"),
        ("organisation_id", "x"),
    ];
    let response = olli.call("create_workspace", &form).await;
    assert_eq!(response.status(), 200);
    let list = olli.call("list_workspaces", &[("page", "1")]).await.text().await.unwrap();
    assert!(!list.contains("2099"));
}
