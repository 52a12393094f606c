//! A form is taken once: pressed twice, sent again after Back, or after an answer that was lost. Both times
//! it leads to the same place.

use crate::app::{App, Browser};
use domain::ground::outbox::Says;
use std::sync::Arc;

/// What a page's forms bring along: as whom they act, and what makes them their own.
fn hidden(page: &str) -> (String, String) {
    let field = |name: &str| {
        let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    };
    (field("acting"), field("once"))
}

/// A form of a page, sent twice one after the other, and then twice side by side from the page made anew.
async fn taken_once(
    app: &App,
    browser: &Arc<Browser>,
    page: &str,
    function: &str,
    form: &[(&str, &str)],
    table: &str,
) {
    for at_once in [false, true] {
        let (acting, once) = hidden(&browser.page(page).await);
        let mut form: Vec<(String, String)> = form
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.replace("{n}", &at_once.to_string())))
            .collect();
        form.extend([("acting".to_owned(), acting), ("once".to_owned(), once)]);
        let before = app.rows(table).await;
        let send = || {
            let (browser, page, form) = (Arc::clone(browser), page.to_owned(), form.clone());
            let path = format!("/api/{function}");
            async move {
                let form: Vec<(&str, &str)> =
                    form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                let answer = browser.post(&path, &page, &form).await;
                assert!(answer.status().is_redirection(), "{path}: {}", answer.status());
                answer.headers()["location"].to_str().unwrap().to_owned()
            }
        };
        let (first, second) = if at_once {
            tokio::join!(tokio::spawn(send()), tokio::spawn(send()))
        } else {
            (Ok(send().await), Ok(send().await))
        };
        let (first, second) = (first.unwrap(), second.unwrap());
        assert_eq!(first, second, "{function} (at once: {at_once})");
        assert!(!first.contains("again="), "{function}: {first}");
        assert_eq!(app.rows(table).await, before + 1, "{function} (at once: {at_once})");
    }
}

#[tokio::test]
async fn every_form_that_creates_or_sends_is_taken_once() {
    let app = App::start().await;
    let (aino, olli) = (Arc::new(app.signed_in("aino").await), Arc::new(app.signed_in("olli").await));
    let (paula, sirpa) = (Arc::new(app.signed_in("paula").await), Arc::new(app.signed_in("sirpa").await));
    let (workspace, _) = app.invitation_to("aino@example.org").await;
    let here = format!("/workspaces/{workspace}");
    let page = aino.page(&here).await;
    let start = page.find("/conversations/").unwrap();
    let conversation: String = page[start + 15..].chars().take(36).collect();
    let (id, conversation) = (workspace.to_string(), conversation.as_str());
    let thread = format!("{here}/conversations/{conversation}");

    let message = [("workspace", &*id), ("conversation", conversation), ("body", "Kerran")];
    taken_once(&app, &aino, &thread, "send_message", &message, "message").await;
    let begun = [("workspace", &*id), ("subject", "Kerran"), ("body", "Kerran")];
    taken_once(&app, &olli, &format!("{here}/new"), "start_conversation", &begun, "conversation").await;
    let note = [("id", &*id), ("body", "Kerran")];
    taken_once(&app, &olli, &format!("{here}/notes"), "add_note", &note, "note").await;
    let new =
        [("title", "Kerran"), ("email", "kerran@example.org"), ("identity_code", ""), ("language", "fi")];
    taken_once(&app, &olli, "/workspaces/new", "create_workspace", &new, "workspace").await;
    let canned = [("title", "Kerran {n}"), ("text_fi", "Kerran")];
    let page = "/organisation/canned-responses/new";
    taken_once(&app, &paula, page, "save_canned_response", &canned, "canned_response").await;
    let own = "/workspaces/saved-replies/new";
    taken_once(&app, &olli, own, "save_own_response", &canned, "canned_response").await;
    let asked = "audit WHERE action = 'email_change_asked'";
    let details = [("email", "toinen@example.org"), ("frequency", "at_once")];
    taken_once(&app, &aino, "/contact-details", "save_contact_details", &details, asked).await;
    let staff = [("email", "uusi@example.org"), ("roles[0]", "counselor")];
    taken_once(&app, &paula, "/organisation/people", "invite_staff", &staff, "email").await;
    let plan = [("kind", "close"), ("reason", "mistake"), ("to", ""), ("all_of", ""), ("selection[0]", &*id)];
    taken_once(&app, &paula, "/organisation/workspaces", "plan_bulk_action", &plan, "bulk_action").await;
    let open = [("number", "1"), ("reason", "A complaint of the customer, number 12.")];
    taken_once(&app, &sirpa, "/break-glass", "break_glass", &open, "break_glass_session").await;
}

#[tokio::test]
async fn p11_a_code_that_was_typed_is_taken_once_and_costs_no_try() {
    let app = App::start().await;
    let (aino, olli) = (Arc::new(app.signed_in("aino").await), app.signed_in("olli").await);
    for at_once in [false, true] {
        let email = format!("kirje{at_once}@example.org");
        let new =
            [("title", "Kirje"), ("email", &*email), ("identity_code", "010170-999R"), ("language", "fi")];
        assert_eq!(olli.call("create_workspace", &new).await.status(), 200);
        let emails = domain::ground::outbox::newest(&app.services, 100).await.unwrap();
        let invited = emails.into_iter().find(|mail| mail.recipient == email).unwrap().mail;
        let Says::Invitation { code: Some(code), .. } = invited.says else { panic!("no code") };
        let (acting, once) = hidden(&aino.page("/code").await);
        let send = || {
            let (aino, acting, once, code) = (Arc::clone(&aino), acting.clone(), once.clone(), code.clone());
            async move {
                let form = [("code", &*code), ("acting", &*acting), ("once", &*once)];
                let answer = aino.post("/api/accept_code", "/code", &form).await;
                answer.headers()["location"].to_str().unwrap().to_owned()
            }
        };
        let (first, second) = if at_once {
            tokio::join!(tokio::spawn(send()), tokio::spawn(send()))
        } else {
            (Ok(send().await), Ok(send().await))
        };
        let there = format!("/workspaces/{}", invited.about.unwrap());
        for answer in [first.unwrap(), second.unwrap()] {
            assert!(answer.starts_with(&there), "at once: {at_once}: {answer}");
        }
        assert_eq!(app.rows("code_try").await, 0);
    }
}

#[tokio::test]
async fn p11_after_too_many_codes_the_form_comes_back_and_says_for_how_long() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let mut answer = String::new();
    for _ in 0..6 {
        let form = [("code", "AAAA-AAAA-AAAA-AAAA")];
        let response = aino.post("/api/accept_code", "/code", &form).await;
        response.headers()["location"].to_str().unwrap().clone_into(&mut answer);
    }
    let page = aino.page(&answer).await;
    assert!(page.contains("60 minuutin kuluttua") && page.contains("AAAA-AAAA-AAAA-AAAA"), "{answer}");
}
