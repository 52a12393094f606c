//! Scripts off: forms are taken by the same functions, and what was typed comes back (W1, U2).

use crate::app::{App, Browser, location};
use chrono::TimeDelta;

async fn sample(app: &App, browser: &Browser) -> (String, String) {
    let (workspace, _) = app.invitation_to("aino@example.org").await;
    let workspace = format!("/workspaces/{workspace}");
    let page = browser.page(&workspace).await;
    let start = page.find("/conversations/").expect("a conversation");
    let conversation: String = page[start + 15..].chars().take(36).collect();
    (workspace, conversation)
}

#[tokio::test]
async fn a_message_is_sent_and_the_page_comes_back() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let (workspace, conversation) = sample(&app, &aino).await;
    let page = format!("{workspace}/conversations/{conversation}");
    let id = workspace.rsplit('/').next().unwrap();
    let form =
        [("workspace", id), ("conversation", conversation.as_str()), ("body", "Viesti\r\nkahdella rivillä")];
    let response = aino.post("/api/send_message", &page, &form).await;
    assert_eq!(location(&response), page);
    assert!(aino.page(&page).await.contains("Viesti\nkahdella rivillä"));
}

#[tokio::test]
async fn w1_what_was_typed_comes_back_with_what_is_wrong() {
    let app = App::start().await;
    let olli = app.signed_in("olli").await;
    let form = [
        ("title", "Säilyvä <otsikko>"),
        ("email", "ei osoite"),
        ("identity_code", "010170-999S"),
        ("language", "sv"),
        ("topics[3]", "social_relations"),
    ];
    let response = olli.post("/api/create_workspace", "/workspaces/new", &form).await;
    let back = location(&response).to_owned();
    assert!(back.starts_with("/workspaces/new?again="), "{back}");
    let page = olli.page(&back).await;
    for part in [
        "value=\"Säilyvä &lt;otsikko&gt;\"",
        "value=\"ei osoite\"",
        "Tämä ei ole sähköpostiosoite",
        "Henkilötunnus ei ole oikein",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert!(page.contains("value=\"social_relations\" checked"), "topics are kept");
    // It is nobody else's.
    let kaisa = app.signed_in("kaisa").await;
    assert!(!kaisa.page(&back).await.contains("Säilyvä"));
}

#[tokio::test]
async fn w1_what_was_typed_outlives_the_session() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let (workspace, conversation) = sample(&app, &aino).await;
    let page = format!("{workspace}/conversations/{conversation}");
    app.clock.advance(TimeDelta::minutes(20)).unwrap();
    let id = workspace.rsplit('/').next().unwrap();
    let form = [("workspace", id), ("conversation", conversation.as_str()), ("body", "Pitkään kirjoitettu")];
    let response = aino.post("/api/send_message", &page, &form).await;
    let sign_in = location(&response).to_owned();
    assert!(sign_in.starts_with("/sign-in?because=gone&return_to="), "{sign_in}");
    let query = url::Url::parse(&format!("{}{sign_in}", app.url)).unwrap();
    let return_to = query.query_pairs().find(|(name, _)| name == "return_to").unwrap().1.into_owned();
    let response = app.sign_in(&aino, "aino", &return_to).await;
    assert_eq!(location(&response), return_to);
    assert!(aino.page(&return_to).await.contains("Pitkään kirjoitettu"));
}

#[tokio::test]
async fn a_deed_that_came_too_late_says_so_on_its_page() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let (workspace, _) = sample(&app, &aino).await;
    let id = workspace.rsplit('/').next().unwrap();
    let response = aino.post("/api/reactivate_workspace", &workspace, &[("id", id)]).await;
    let back = location(&response).to_owned();
    assert!(back.starts_with(&format!("{workspace}?again=")), "{back}");
    assert!(aino.page(&back).await.contains("Tätä muutettiin samaan aikaan"));
    assert!(!aino.page(&workspace).await.contains("Tätä muutettiin"));
}

#[tokio::test]
async fn w1_after_signing_out_in_another_tab_it_is_said_that_nothing_was_taken() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let (workspace, conversation) = sample(&app, &aino).await;
    let page = format!("{workspace}/conversations/{conversation}");
    aino.post("/sign-out", "/workspaces", &[]).await;
    let id = workspace.rsplit('/').next().unwrap();
    let form = [("workspace", id), ("conversation", conversation.as_str()), ("body", "Vielä lähettämättä")];
    let sign_in = location(&aino.post("/api/send_message", &page, &form).await).to_owned();
    assert!(sign_in.starts_with("/sign-in?because=unsent&return_to="), "{sign_in}");
    assert!(aino.page(&sign_in).await.contains("lähettämääsi ei voitu ottaa vastaan"));
}

#[tokio::test]
async fn p13_whoever_would_give_themselves_a_role_is_told_why_not() {
    let app = App::start().await;
    let paula = app.signed_in("paula").await;
    let page = paula.page("/organisation/people").await;
    let row = page.split("<li>").find(|row| row.contains("Paula")).unwrap();
    assert!(!row.contains("value=\"true\""), "nothing is offered that would be refused");
    let is_offered =
        |row: &str| ["Olli", "\"person\"", "value=\"true\""].into_iter().all(|part| row.contains(part));
    assert!(page.split("<li>").any(is_offered));
    let (_, acting) = page.split_once("name=\"acting\" value=\"").unwrap();
    let me = acting.split_once('.').unwrap().0;
    let form = [("person", me), ("role", "counselor"), ("give", "true")];
    let back = location(&paula.post("/api/change_role", "/organisation/people", &form).await).to_owned();
    assert!(paula.page(&back).await.contains("Tämä koskisi sinua itseäsi"));
}

#[tokio::test]
async fn what_scripts_send_acts_for_whom_its_page_was_made_too() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let (workspace, conversation) = sample(&app, &aino).await;
    let id = workspace.rsplit('/').next().unwrap();
    let nil = uuid::Uuid::nil().to_string();
    let draft = [
        ("workspace", id),
        ("draft[conversation]", conversation.as_str()),
        ("draft[subject]", ""),
        ("draft[body]", "x"),
        ("acting", "somebody.else"),
    ];
    let file = [("workspace", id), ("file", nil.as_str()), ("acting", "somebody.else")];
    let end = [("id", nil.as_str()), ("acting", "somebody.else")];
    let give = [("version", "2"), ("return_to", "/"), ("agreed", "true"), ("acting", "somebody.else")];
    let forms: [(&str, &[(&str, &str)]); 4] =
        [("save_draft", &draft), ("remove_file", &file), ("end_sign_in", &end), ("give_undertaking", &give)];
    for (function, form) in forms {
        let answer = aino.call(function, form).await;
        assert_eq!(answer.text().await.unwrap(), "\"ActsForAnother\"", "{function}");
    }
}

#[tokio::test]
async fn a_form_acts_for_whom_it_was_opened_and_for_nobody_who_signed_in_later() {
    let app = App::start().await;
    let browser = app.signed_in("olli").await;
    let acting = |page: &str| {
        let (_, field) = page.split_once("name=\"acting\" value=\"").unwrap();
        field.split_once('"').unwrap().0.to_owned()
    };
    let olli = acting(&browser.page("/workspaces/new").await);
    app.sign_in(&browser, "kaisa", "/workspaces").await;
    let kaisa = acting(&browser.page("/workspaces/new").await);
    assert_ne!(olli, kaisa);
    let created = app.audited("workspace_created").await;
    let send = async |acting: &str| {
        let form = [
            ("title", "Toisen ikkunan tila"),
            ("email", "joku@example.org"),
            ("identity_code", ""),
            ("language", "fi"),
            ("topics[0]", "health"),
            ("acting", acting),
        ];
        location(&browser.post("/api/create_workspace", "/workspaces/new", &form).await).to_owned()
    };
    let back = send(&olli).await;
    assert!(back.starts_with("/workspaces/new?again="), "{back}");
    assert_eq!(app.audited("workspace_created").await, created);
    let page = browser.page(&back).await;
    assert!(page.contains("Toimit nyt jonkun toisen puolesta") && page.contains("Toisen ikkunan tila"));
    assert_eq!(acting(&page), kaisa, "sent again it is hers");
    assert!(send(&kaisa).await.starts_with("/workspaces/"));
    assert_eq!(app.audited("workspace_created").await, created + 1);

    // So do all that write in a workspace, before they look for it.
    let some = uuid::Uuid::nil().to_string();
    for (function, fields) in [
        ("send_message", &["workspace", "conversation"][..]),
        ("start_conversation", &["workspace"]),
        ("take_back", &["workspace", "conversation"]),
        ("add_note", &["id"]),
        ("ask_consent", &["id"]),
        ("answer_consent", &["id", "participation"]),
        ("end_participation", &["id", "participation"]),
        ("reactivate_workspace", &["id"]),
        ("ask_reactivation", &["id"]),
        ("close_workspace", &["id"]),
        ("invite_again", &["id"]),
        ("confirm_customer", &["id", "candidate"]),
    ] {
        let texts = [
            ("subject", "x"),
            ("body", "x"),
            ("email", "x"),
            ("purpose", "x"),
            ("scope", "whole_history"),
            ("through", "x"),
            ("position", "1"),
            ("is_the_one", "true"),
            ("acting", olli.as_str()),
        ];
        let form: Vec<(&str, &str)> =
            fields.iter().map(|field| (*field, some.as_str())).chain(texts).collect();
        let answer = browser.call(function, &form).await.text().await.unwrap();
        assert!(answer.contains("ActsForAnother"), "{function}: {answer}");
    }
}

#[tokio::test]
async fn forms_lead_to_own_pages_only() {
    let app = App::start().await;
    let olli = app.signed_in("olli").await;
    let response = olli
        .client
        .post(format!("{}/api/create_workspace", app.url))
        .header("accept", "text/html")
        .header("origin", &app.url)
        .header("referer", "https://evil.example/")
        .form(&[("title", "x")])
        .send()
        .await
        .unwrap();
    assert!(location(&response).starts_with("/workspaces?again="));
}

#[tokio::test]
async fn p2_whichever_roles_are_ticked_are_those_of_the_invitation() {
    let app = App::start().await;
    let paula = app.signed_in("paula").await;
    for (email, ticked) in
        [("a@example.org", &[2][..]), ("b@example.org", &[0, 2]), ("c@example.org", &[1, 2])]
    {
        let names: Vec<String> = ticked.iter().map(|index| format!("roles[{index}]")).collect();
        let all = ["counselor", "main_user", "supervisor"];
        let mut form = vec![("email", email)];
        form.extend(names.iter().zip(ticked).map(|(name, index)| (name.as_str(), all[*index])));
        let answer = paula.post("/api/invite_staff", "/organisation/staff", &form).await;
        assert_eq!(location(&answer), "/organisation/staff", "{ticked:?}");
        let text = paula.call("read_staff", &[]).await.text().await.unwrap();
        let staff: serde_json::Value = serde_json::from_str(&text).unwrap();
        let invited =
            staff["invitations"].as_array().unwrap().iter().find(|one| one["email"] == email).unwrap();
        let expected: Vec<&str> = ticked.iter().map(|index| all[*index]).collect();
        assert_eq!(invited["roles"], serde_json::json!(expected));
    }
    let none = paula.post("/api/invite_staff", "/organisation/staff", &[("email", "d@example.org")]).await;
    assert!(location(&none).contains("again="), "the form comes back");
}

#[tokio::test]
async fn a_canned_response_without_a_title_comes_back_with_its_text_also_after_another_was_removed() {
    let app = App::start().await;
    let paula = app.signed_in("paula").await;
    let (place, new) = ("/organisation/canned-responses", "/organisation/canned-responses/new");
    for title in ["Ensimmäinen", "Toinen"] {
        let form = [("id", ""), ("title", title), ("text_fi", "Hei {customer}")];
        assert_eq!(location(&paula.post("/api/save_canned_response", new, &form).await), place);
    }
    let page = paula.page(place).await;
    let ids: Vec<String> = page
        .split(&format!("href=\"{place}/"))
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|id| id.len() == 36)
        .map(str::to_owned)
        .collect();
    let [removed, kept] = ids.as_slice() else { panic!("{ids:?}") };
    paula.post("/api/remove_canned_response", place, &[("id", removed)]).await;
    let form = [("id", ""), ("title", " "), ("text_fi", "Pitkä teksti, joka ei saa kadota")];
    let back = location(&paula.post("/api/save_canned_response", new, &form).await).to_owned();
    let page = paula.page(&back).await;
    assert!(page.contains("Pitkä teksti, joka ei saa kadota"), "what was typed");
    assert!(page.contains("aria-invalid=\"true\""), "and what is wrong");
    // The same where one that is there is changed, and where it is not there any more.
    for id in [kept, removed] {
        let form = [("id", id.as_str()), ("title", ""), ("text_fi", "Muutettu teksti")];
        let here = format!("{place}/{id}");
        let back = location(&paula.post("/api/save_canned_response", &here, &form).await).to_owned();
        assert!(back.starts_with(&here), "{back}");
        assert!(paula.page(&back).await.contains("Muutettu teksti"));
    }
    assert_eq!(paula.get(&format!("{place}/{removed}")).await.status(), 404);
}

#[tokio::test]
async fn a_form_that_came_back_says_so_to_the_browser_where_there_is_anything_to_lose() {
    let app = App::start().await;
    let (paula, olli) = (app.signed_in("paula").await, app.signed_in("olli").await);
    let new = "/organisation/canned-responses/new";
    assert!(!paula.page(new).await.contains("data-came-back"));
    let form = [("id", ""), ("title", ""), ("text_fi", "Teksti")];
    let back = location(&paula.post("/api/save_canned_response", new, &form).await).to_owned();
    assert!(paula.page(&back).await.contains("data-came-back"));
    // A button alone has nothing typed beside it: it is active already.
    let (workspace, _) = app.invitation_to("aino@example.org").await;
    let (id, here) = (workspace.to_string(), format!("/workspaces/{workspace}"));
    let back = location(&olli.post("/api/reactivate_workspace", &here, &[("id", &id)]).await).to_owned();
    assert!(back.contains("again="), "{back}");
    assert!(!olli.page(&back).await.contains("data-came-back"));
}
