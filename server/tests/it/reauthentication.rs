//! ASVS 7.5.3: what cannot be undone, or takes everything away at once, wants an authentication
//! that is not older than five minutes.

use crate::app::{App, Browser, location};
use chrono::TimeDelta;

const STALE: TimeDelta = TimeDelta::minutes(6);

/// Proves again, as this person, from the page that asks for it; where one is afterwards.
async fn reauthenticate(app: &App, browser: &Browser, page: &str, subject: &str) -> String {
    let text = browser.page(page).await;
    let link = text.split("href=\"").find(|part| part.starts_with("/reauthenticate/begin")).expect("a link");
    let link = link.split('"').next().unwrap().replace("&amp;", "&");
    let start = browser.get(&link).await;
    let there = browser.get(location(&start)).await;
    let back = app.choose_at(browser, location(&there), subject).await;
    location(&browser.client.get(back).send().await.unwrap()).to_owned()
}

#[tokio::test]
async fn w7_a_package_wants_a_recent_authentication_and_comes_after_it() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let (workspace, _) = app.invitation_to("aino@example.org").await;
    let package = format!("/workspaces/{workspace}/package");
    assert_eq!(aino.get(&package).await.status(), 200, "just signed in");
    app.clock.advance(STALE).unwrap();
    let asked = aino.get(&package).await;
    let page = location(&asked).to_owned();
    assert_eq!(
        page,
        format!("/reauthenticate?return_to=%2Fworkspaces%2F{workspace}%3Freauthenticated%3Dtrue")
    );
    let home = reauthenticate(&app, &aino, &page, "aino").await;
    assert_eq!(home, format!("/workspaces/{workspace}?reauthenticated=true"));
    assert!(aino.page(&home).await.contains(&format!("href=\"{package}\"")));
    assert_eq!(aino.get(&package).await.status(), 200);
    // What is not one's own is not there, whoever authenticated last.
    app.clock.advance(STALE).unwrap();
    let eero = app.signed_in("eero").await;
    app.clock.advance(STALE).unwrap();
    assert_eq!(eero.get(&package).await.status(), 404);
}

#[tokio::test]
async fn only_the_person_who_is_signed_in_authenticates_again() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let refused = reauthenticate(&app, &aino, "/reauthenticate?return_to=/sign-ins", "eero").await;
    assert_eq!(refused, "/sign-in/refused?why=another_person");
    assert!(aino.page(&refused).await.contains("eri henkilönä"));
    assert!(aino.page("/workspaces").await.contains("Aino Esimerkki"), "and stays signed in");
    assert_eq!(reauthenticate(&app, &aino, "/reauthenticate?return_to=/sign-ins", "aino").await, "/sign-ins");
    // Without a session there is nobody to authenticate again.
    let stranger = app.visitor().get("/reauthenticate/begin?return_to=/sign-ins").await;
    assert_eq!(location(&stranger), "/sign-in?because=needed&return_to=%2Fsign-ins");
}

#[tokio::test]
async fn l10_a_policy_wants_a_recent_authentication_and_nothing_typed_is_lost() {
    let app = App::start().await;
    let paula = app.signed_in("paula").await;
    let form =
        [("active", "4"), ("inactive", "3"), ("archived", "12"), ("hold", "24"), ("reason", "Uusi laki")];
    app.clock.advance(STALE).unwrap();
    assert_eq!(paula.call("set_policy", &form).await.status(), 401, "with scripts");
    let invitation = [("email", "sanna@example.org"), ("roles[0]", "counselor")];
    assert_eq!(paula.call("invite_staff", &invitation).await.status(), 401);
    let from = "/organisation/policy?active=4&inactive=3&archived=12&hold=24";
    let asked = paula.post("/api/set_policy", from, &form).await;
    let page = location(&asked).to_owned();
    assert!(page.starts_with("/reauthenticate?return_to="), "{page}");
    let back = reauthenticate(&app, &paula, &page, "paula").await;
    assert!(back.starts_with(from), "{back}");
    let page = paula.page(&back).await;
    assert!(page.contains("value=\"4\"") && page.contains("Uusi laki"), "what was typed");
    assert!(!page.contains("Vahvista ensin"), "nothing is left to put right");
    let done = paula.post("/api/set_policy", &back, &form).await;
    assert_eq!(location(&done), "/organisation/policy");
}

#[tokio::test]
async fn the_page_leads_to_paths_of_our_own_only() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    for evil in ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"] {
        let query = serde_urlencoded::to_string([("return_to", evil)]).unwrap();
        let page = aino.page(&format!("/reauthenticate?{query}")).await;
        assert!(!page.contains("href=\"https://evil") && !page.contains("href=\"javascript"), "{evil}");
        assert!(!page.contains("href=\"//evil") && !page.contains("href=\"/\\evil"), "{evil}");
        assert!(page.contains("href=\"/workspaces\""), "{evil}");
    }
}

#[tokio::test]
async fn p4_authenticating_again_leads_to_the_own_provider_only() {
    let app = App::start().await;
    let olli = app.signed_in("olli").await;
    let led = olli.get("/sign-in/naapurila?reauthenticate=true&return_to=/workspaces").await;
    assert_eq!(
        location(&led),
        "/sign-in?because=switch&return_to=%2Fworkspaces",
        "nobody switches by a link"
    );
    let own = olli.get("/sign-in/esimerkkila?reauthenticate=true&return_to=/workspaces").await;
    assert!(location(&own).starts_with(&format!("{}/staff/", app.provider)));
}

#[tokio::test]
async fn whoever_comes_back_from_it_finds_what_was_typed_and_is_told_of_no_mistake() {
    let app = App::start().await;
    let paula = app.signed_in("paula").await;
    app.clock.advance(STALE).unwrap();
    let from = "/organisation/people";
    let invitation = [("email", "sanna@example.org"), ("roles[2]", "supervisor")];
    let role = [("person", "00000000-0000-0000-0000-000000000000"), ("role", "counselor"), ("give", "true")];
    for (function, form, typed) in
        [("change_role", &role[..], ""), ("invite_staff", &invitation, "value=\"sanna@example.org\"")]
    {
        app.clock.advance(STALE).unwrap();
        let asked = paula.post(&format!("/api/{function}"), from, form).await;
        let page = location(&asked).to_owned();
        assert!(page.starts_with("/reauthenticate?return_to="), "{function}: {page}");
        let back = reauthenticate(&app, &paula, &page, "paula").await;
        assert!(back.starts_with(&format!("{from}?again=")), "{function}: {back}");
        let page = paula.page(&back).await;
        assert!(page.contains(typed), "{function}: what was typed");
        assert!(!page.contains("role=\"alert\""), "{function}: nothing is to be put right");
    }
}

#[tokio::test]
async fn p13_a_handover_that_is_not_sent_yet_says_so() {
    let app = App::start().await;
    let olli = app.signed_in("olli").await;
    let (workspace, _) = app.invitation_to("aino@example.org").await;
    let from = format!("/workspaces/{workspace}/people");
    let page = olli.page(&from).await;
    let (_, choice) = page.split_once("name=\"to\"").unwrap();
    let kaisa = choice.split("value=\"").map(|part| part.split('"').next().unwrap_or_default());
    let kaisa = kaisa.into_iter().find(|id| id.len() == 36).unwrap().to_owned();
    app.clock.advance(STALE).unwrap();
    let form = [("id", &*workspace.to_string()), ("to", &*kaisa)];
    let asked = olli.post("/api/hand_over", &from, &form).await;
    let back = reauthenticate(&app, &olli, location(&asked), "olli").await;
    assert!(back.starts_with(&format!("{from}?again=")), "{back}");
    let page = olli.page(&back).await;
    assert!(page.contains("Olet vahvistanut henkilöllisyytesi") && page.contains("id=\"outcome\""));
    assert_eq!(location(&olli.post("/api/hand_over", &back, &form).await), "/workspaces");
}
