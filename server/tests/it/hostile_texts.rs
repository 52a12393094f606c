//! Text is text, wherever it stands: every page in every state, with hostile texts in every field
//! that exists, is read as a browser reads it.

use crate::{
    access_matrix::{
        place::{Place, go_to},
        table::{OF_ORGANISATION, OPEN_PAGES, OWN_PAGES, PAGES},
    },
    app::{App, Browser, location},
    broker::Broker,
};
use chrono::Months;
use domain::people::person::{CustomerIdentity, StaffIdentity, upsert_customer, upsert_staff};
use html5gum::{Token, Tokenizer};
use sea_orm::ConnectionTrait;
use server::{
    config::{LimitsConfig, ProviderConfig},
    demo::{DemoOptions, ORGANISATION},
};
use std::collections::{BTreeMap, BTreeSet};

/// Ends every element whose text a framework might forget to escape, and brings an element and an
/// attribute that only it can bring.
const HOSTILE: &str = "x</title></textarea></script></style></noscript>--><hostile>\"'><hostile hostile=1>";

/// What `HOSTILE` begins with when it stands in a page as text.
const AS_TEXT: [&str; 2] = ["x&lt;/title", "x\\\\u003c/title"];

/// Reads a page, and says which of the places that framework and person share held the text.
fn read(page: &str, what: &str) -> bool {
    for Ok(token) in Tokenizer::new(page) {
        if let Token::StartTag(tag) = token {
            let name = String::from_utf8_lossy(&tag.name).into_owned();
            assert_ne!(name, "hostile", "{what}: the text brought an element");
            for attribute in tag.attributes.keys() {
                let attribute = String::from_utf8_lossy(attribute);
                assert!(!attribute.contains("hostile"), "{what}: the text brought an attribute to {name}");
            }
        }
    }
    assert!(!page.contains("x</title>"), "{what}: the text stands there as it is");
    AS_TEXT.iter().any(|text| page.contains(text))
}

/// Reads the pages of somebody; gives those that showed a hostile text.
async fn read_all(browser: &Browser, pages: &[String], who: &str) -> BTreeSet<String> {
    let mut showed = BTreeSet::new();
    for path in pages {
        let text = browser.get(path).await.text().await.unwrap();
        if read(&text, &format!("{path} for {who}")) {
            showed.insert(path.clone());
        }
    }
    showed
}

/// Sends a form that must be taken.
async fn send(place: &Place, browser: &Browser, function: &str, form: &[(&str, &str)]) -> String {
    let (status, text) = place.call(browser, function, form).await;
    assert_eq!(status, 200, "{function}: {text}");
    text
}

/// Hostile names of people and organisations, as providers and operators give them.
async fn rename(app: &App) {
    let tx = app.services.database.begin().await.unwrap();
    let code = contract::identity_code::IdentityCode::parse("010170-999R").unwrap();
    upsert_customer(&app.services, &tx, &CustomerIdentity { code, name: HOSTILE.into() }).await.unwrap();
    for subject in ["olli", "kaisa", "paula", "sirpa"] {
        let identity = StaffIdentity {
            issuer: format!("{}/staff", app.provider),
            subject: subject.into(),
            name: HOSTILE.into(),
            email: Some(format!("{subject}@example.org")),
        };
        upsert_staff(&app.services, &tx, &identity).await.unwrap();
    }
    let name = HOSTILE.replace('\'', "''");
    tx.execute_unprepared(&format!("UPDATE organisation SET name = '{name}'")).await.unwrap();
    tx.commit().await.unwrap();
}

/// Brings a file with a hostile name.
async fn attach(place: &Place, browser: &Browser) -> String {
    let path = place.fill("/workspaces/{w}/files?conversation={c}");
    let name: String = url::form_urlencoded::byte_serialize(format!("{HOSTILE}.txt").as_bytes()).collect();
    let request = browser.client.post(format!("{}{path}", browser.url)).header("origin", &browser.url);
    let request = request.header("content-type", "application/octet-stream").header("x-file-name", name);
    let text = request.body("text").send().await.unwrap().text().await.unwrap();
    let file: serde_json::Value = serde_json::from_str(&text).unwrap();
    file["id"].as_str().unwrap().to_owned()
}

/// Fills every field of the workspace that somebody can fill.
async fn fill(app: &App, place: &Place, [aino, olli, kaisa, paula, sirpa]: [&Browser; 5]) {
    let w = ("workspace", "{w}");
    let start = [w, ("subject", HOSTILE), ("body", HOSTILE), ("reactivate", "false")];
    send(place, aino, "start_conversation", &start).await;
    send(place, aino, "send_message", &[w, ("conversation", "{c}"), ("body", HOSTILE), ("reply_to", "1")])
        .await;
    let file = attach(place, aino).await;
    let with_it = [w, ("conversation", "{c}"), ("body", ""), ("files[0]", file.as_str())];
    send(place, aino, "send_message", &with_it).await;
    send(place, olli, "add_note", &[("id", "{w}"), ("body", HOSTILE)]).await;
    send(place, olli, "change_description", &[("id", "{w}"), ("title", HOSTILE), ("language", "fi")]).await;
    for (browser, conversation) in [(aino, "{c}"), (aino, ""), (olli, "{c}"), (olli, "")] {
        let mut draft = vec![w, ("draft[subject]", HOSTILE), ("draft[body]", HOSTILE)];
        if !conversation.is_empty() {
            draft.push(("draft[conversation]", conversation));
        }
        send(place, browser, "save_draft", &draft).await;
    }
    let through = app.clock.today().checked_add_months(Months::new(2)).unwrap().to_string();
    let consent = [
        ("id", "{w}"),
        ("email", "kaisa@example.org"),
        ("purpose", HOSTILE),
        ("scope", "whole_history"),
        ("through", &through),
    ];
    send(place, olli, "ask_consent", &consent).await;
    let people = send(place, aino, "open_people", &[("id", "{w}")]).await;
    let people: serde_json::Value = serde_json::from_str(&people).unwrap();
    let participation = people["participations"][0]["id"].as_str().unwrap();
    let decided = [("id", "{w}"), ("participation", participation), ("scope", "whole_history")];
    send(place, aino, "answer_consent", &decided).await;
    send(place, kaisa, "send_message", &[w, ("conversation", "{c}"), ("body", HOSTILE)]).await;
    send(place, paula, "save_canned_response", &[("title", &HOSTILE[..80]), ("text_fi", HOSTILE)]).await;
    let texts = [("title", &HOSTILE[..80]), ("text_sv", HOSTILE), ("text_en", HOSTILE)];
    send(place, olli, "save_own_response", &texts).await;
    let reason = [("number", "1"), ("reason", HOSTILE)];
    send(place, sirpa, "break_glass", &reason).await;
}

/// The title of a workspace cannot be changed by anybody yet, so one is made with it.
async fn titled(app: &App, olli: &Browser) -> String {
    let form =
        [("title", HOSTILE), ("email", "maija@example.org"), ("identity_code", ""), ("language", "fi")];
    let response = olli.call("create_workspace", &form).await;
    assert_eq!(response.status(), 200);
    app.invitation_to("maija@example.org").await.0.to_string()
}

/// A function, the page with its form, and what is typed.
type Form<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

/// Forms with these texts that are not taken come back filled.
async fn refused(place: &Place, browser: &Browser, forms: &[Form<'_>], who: &str) {
    for (function, page, form) in forms {
        let page = place.fill(page);
        let filled: Vec<(&str, String)> =
            form.iter().map(|(name, value)| (*name, place.fill(value))).collect();
        let filled: Vec<(&str, &str)> = filled.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let response = browser.post(&format!("/api/{function}"), &page, &filled).await;
        let again = location(&response).to_owned();
        assert!(again.contains("again="), "{function} was refused: {again}");
        let text = browser.page(&again).await;
        assert!(read(&text, &format!("{again} for {who}")), "{function}: what was typed is there");
    }
}

#[tokio::test]
async fn no_text_of_anybody_becomes_a_part_of_a_page() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let place = Place::sample(&app, &aino).await;
    let olli = app.signed_in("olli").await;
    let kaisa = app.signed_in("kaisa").await;
    let paula = app.signed_in("paula").await;
    let sirpa = app.signed_in("sirpa").await;
    fill(&app, &place, [&aino, &olli, &kaisa, &paula, &sirpa]).await;
    let titled = titled(&app, &olli).await;
    rename(&app).await;

    let of_workspace = |id: &str| {
        let of_pages = PAGES.iter().filter(|page| !page.ends_with("/package"));
        let id = id.to_owned();
        of_pages.map(move |page| page.replace("{w}", &id)).collect::<Vec<_>>()
    };
    let mut pages = of_workspace(&place.workspace);
    pages.extend(of_workspace(&titled));
    pages.extend(
        ["/break-glass/{w}", "/break-glass/{w}/conversations/{c}"]
            .iter()
            .chain(&OWN_PAGES)
            .chain(&OF_ORGANISATION)
            .chain(&OPEN_PAGES)
            .map(|page| (*page).to_owned()),
    );
    let conversation = format!("/workspaces/{}/conversations/{}", place.workspace, place.conversation);
    let query: String = url::form_urlencoded::byte_serialize(HOSTILE.as_bytes()).collect();
    pages.extend([
        format!("{conversation}?reply=2"),
        format!("{conversation}?before={query}"),
        format!("/workspaces/{}/search?text={query}", place.workspace),
        format!("/sign-in?because={query}&return_to={query}"),
        format!("/sign-in/refused?why={query}&return_to={query}"),
        format!("/reauthenticate?return_to={query}"),
        format!("/signed-out?by={query}"),
        format!("/invitations/{query}"),
        format!("/nowhere/{query}"),
        format!("/organisation/workspaces?counselor={query}"),
    ]);
    // A stream of events has no end that a reader could wait for.
    pages.retain(|page| !page.ends_with("/events"));
    let pages: Vec<String> = pages.iter().map(|page| place.fill(page)).collect();

    let anybody = app.visitor();
    let today = app.clock.today();
    for months in [0, 3, 6] {
        let day = today.checked_add_months(Months::new(months)).unwrap().succ_opt().unwrap().to_string();
        go_to(&app, &day).await;
        for (who, browser) in
            [("aino", &aino), ("olli", &olli), ("kaisa", &kaisa), ("paula", &paula), ("sirpa", &sirpa)]
        {
            let showed = read_all(browser, &pages, &format!("{who} after {months} months")).await;
            if months == 0 {
                assert!(!showed.is_empty(), "{who} saw something of it");
            }
            if who == "aino" {
                assert!(showed.contains(&conversation), "after {months} months: {showed:?}");
            }
            if who == "olli" && months == 0 {
                assert!(showed.contains(&format!("/workspaces/{titled}")), "{showed:?}");
            }
        }
        read_all(&anybody, &pages, "nobody").await;
    }
}

#[tokio::test]
async fn no_form_that_comes_back_becomes_a_part_of_its_page() {
    let app = App::start().await;
    let (aino, olli) = (app.signed_in("aino").await, app.signed_in("olli").await);
    let place = Place::sample(&app, &aino).await;
    let paula = app.signed_in("paula").await;
    let sirpa = app.signed_in("sirpa").await;
    let (w, c) = (("workspace", "{w}"), ("conversation", "{c}"));
    let nobody = ("files[0]", "00000000-0000-0000-0000-000000000000");
    let start = [w, ("subject", HOSTILE), ("body", HOSTILE), ("reactivate", "false"), nobody];
    let send = [w, c, ("body", HOSTILE), ("reactivate", "false"), nobody];
    let (new, conversation) = ("/workspaces/{w}/new", "/workspaces/{w}/conversations/{c}");
    let forms: [Form<'_>; 2] = [("start_conversation", new, &start), ("send_message", conversation, &send)];
    refused(&place, &aino, &forms, "aino").await;
    refused(&place, &olli, &forms, "olli").await;
    let note = format!("{HOSTILE}{}", "x".repeat(25_000));
    let purpose = [
        ("id", "{w}"),
        ("email", HOSTILE),
        ("purpose", HOSTILE),
        ("scope", "whole_history"),
        ("through", HOSTILE),
    ];
    let create = [("title", HOSTILE), ("email", HOSTILE), ("identity_code", HOSTILE), ("language", "fi")];
    let absence = [("first_day", HOSTILE), ("last_day", HOSTILE), ("substitute", "")];
    refused(
        &place,
        &olli,
        &[
            ("add_note", "/workspaces/{w}/notes", &[("id", "{w}"), ("body", &note)]),
            ("ask_consent", "/workspaces/{w}/people", &purpose),
            ("create_workspace", "/workspaces/new", &create),
        ],
        "olli",
    )
    .await;
    // These keep nothing of what does not fit their kind; they must not break either.
    olli.post("/api/set_absence", "/workspaces/away", &absence).await;
    let staff = [("email", HOSTILE), ("roles[0]", "counselor")];
    refused(&place, &paula, &[("invite_staff", "/organisation/people", &staff)], "paula").await;
    let reason = [("number", HOSTILE), ("reason", HOSTILE)];
    refused(&place, &sirpa, &[("break_glass", "/break-glass", &reason)], "sirpa").await;
}

#[tokio::test]
async fn no_text_of_the_configuration_becomes_a_part_of_a_page() {
    let broker = Broker::start().await;
    let provider: ProviderConfig = serde_json::from_value(serde_json::json!({
        "audience": "staff", "issuer": broker.issuer, "client_id": "x", "client_secret": "x",
        "name_fi": HOSTILE, "name_sv": HOSTILE, "name_en": HOSTILE, "amr": ["mfa"],
        "organisation": ORGANISATION,
    }))
    .unwrap();
    let providers = BTreeMap::from([("tili".to_owned(), provider)]);
    let app =
        App::start_with(DemoOptions { providers, limits: LimitsConfig::NONE, ..DemoOptions::default() })
            .await;
    let pages = ["/sign-in", "/signed-out?from=tili", "/"].map(str::to_owned);
    let showed = read_all(&app.visitor(), &pages, "nobody").await;
    assert!(showed.contains("/sign-in"), "{showed:?}");
}
