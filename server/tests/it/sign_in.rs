//! P1, P2, U4: signing in through real OpenID Connect, and everything that ends without a session.

use crate::{
    app::{App, Browser, location},
    log::Log,
};
use chrono::TimeDelta;
use domain::people::session::advance_clock;
use reqwest::Response;

#[tokio::test]
async fn u4_a_deep_link_survives_the_sign_in() {
    let app = App::start().await;
    let browser = app.visitor();
    let response = browser.get("/workspaces/new?x=1").await;
    assert_eq!(location(&response), "/sign-in?because=needed&return_to=%2Fworkspaces%2Fnew%3Fx%3D1");
    let response = app.sign_in(&browser, "olli", "/workspaces/new?x=1").await;
    assert_eq!(location(&response), "/workspaces/new?x=1");
    assert!(browser.page("/workspaces/new").await.contains("Olli Ohjaaja"));
}

#[tokio::test]
async fn u4_only_own_paths_are_returned_to() {
    let app = App::start().await;
    for evil in ["https://evil.example/", "//evil.example", "/\\evil.example"] {
        let response = app.sign_in(&app.visitor(), "aino", evil).await;
        assert_eq!(location(&response), "/workspaces", "{evil}");
    }
}

#[tokio::test]
async fn p1_p2_refusals_end_on_a_page_with_a_line_in_the_trace_and_no_session() {
    let app = App::start().await;
    for (subject, why) in [("weak", "weak"), ("niilo", "no_role"), ("cancel", "cancelled")] {
        let browser = app.visitor();
        let refused = app.audited("sign_in_refused").await;
        let response = app.sign_in(&browser, subject, "/workspaces").await;
        let page = location(&response).to_owned();
        assert_eq!(page, format!("/sign-in/refused?why={why}"));
        assert!(browser.page(&page).await.contains("Kirjautuminen ei onnistunut"));
        assert!(location(&browser.get("/workspaces").await).starts_with("/sign-in?because=needed"));
        assert_eq!(app.audited("sign_in_refused").await, refused + 1);
    }
}

#[tokio::test]
async fn each_refused_sign_in_is_a_line_in_the_log_with_its_reason_and_nobody_in_it() {
    let log = Log::default();
    let _guard = tracing::subscriber::set_default(
        tracing_subscriber::fmt()
            .json()
            .with_max_level(tracing::Level::WARN)
            .with_writer(log.clone())
            .finish(),
    );
    let app = App::start().await;
    for (subject, why) in [("weak", "weak"), ("niilo", "no_role"), ("cancel", "cancelled")] {
        log.clear();
        app.sign_in(&app.visitor(), subject, "/workspaces").await;
        let lines = log.lines();
        let refused: Vec<_> =
            lines.iter().filter(|line| line["fields"]["message"] == "sign-in refused").collect();
        assert_eq!(refused.len(), 1, "{lines:?}");
        assert_eq!(refused[0]["fields"]["refusal"], why);
        assert!(!refused[0]["fields"]["reason"].as_str().unwrap().is_empty());
        assert!(!log.text().to_lowercase().contains("niilo"), "nobody's name");
    }
    for answer in ["code=x&state=y", "error=server_error&state=y", ""] {
        log.clear();
        app.visitor().get(&format!("/sign-in/esittely/callback?{answer}")).await;
        assert_eq!(log.text().matches("sign-in refused").count(), 1, "{answer}");
    }
}

#[tokio::test]
async fn u4_why_one_is_here_is_said_only_where_it_is_so() {
    let app = App::start().await;
    let (nobody, aino) = (app.visitor(), app.signed_in("aino").await);
    assert!(!nobody.page("/sign-in?because=switch").await.contains("Olet jo kirjautunut"));
    assert!(aino.page("/sign-in?because=switch").await.contains("Olet jo kirjautunut"));
    assert!(nobody.page("/sign-in?because=gone").await.contains("Et ole enää kirjautuneena"));
    let page = aino.page("/sign-in?because=gone").await;
    let (_, content) = page.split_once("<main").unwrap();
    assert!(!content.contains("Et ole enää kirjautuneena"));
}

#[tokio::test]
async fn an_answer_is_used_once_and_by_the_browser_that_asked() {
    let app = App::start().await;
    let (victim, thief) = (app.visitor(), app.visitor());
    let back = app.choose(&victim, "aino", "/workspaces").await;
    let stolen = thief.client.get(&back).send().await.unwrap();
    assert_eq!(location(&stolen), "/sign-in/refused?why=attempt");
    // It is of no use to the thief, and still there for whoever asked; for them once.
    let rightful = victim.client.get(&back).send().await.unwrap();
    assert_eq!(location(&rightful), "/workspaces");
    let late = victim.client.get(&back).send().await.unwrap();
    assert_eq!(location(&late), "/sign-in/refused?why=attempt");

    let browser = app.visitor();
    let back = app.choose(&browser, "aino", "/workspaces").await;
    assert_eq!(location(&browser.client.get(&back).send().await.unwrap()), "/workspaces");
    let again = browser.client.get(&back).send().await.unwrap();
    assert_eq!(location(&again), "/sign-in/refused?why=attempt");
}

#[tokio::test]
async fn an_answer_with_another_state_issuer_or_provider_is_refused() {
    let app = App::start().await;
    for (from, to, why) in [
        ("state=", "state=x", "attempt"),
        ("iss=http%3A%2F%2F127.0.0.1", "iss=http%3A%2F%2F127.0.0.2", "answer"),
        ("/sign-in/esittely/", "/sign-in/esimerkkila/", "attempt"),
        ("code=", "code=x", "answer"),
    ] {
        let browser = app.visitor();
        let back = app.choose(&browser, "aino", "/workspaces").await;
        let changed = back.replacen(from, to, 1);
        assert_ne!(back, changed);
        let response = browser.client.get(changed).send().await.unwrap();
        assert_eq!(location(&response), format!("/sign-in/refused?why={why}"), "{to}");
    }
}

#[tokio::test]
async fn signing_in_gives_a_new_session_and_ends_the_one_before() {
    let app = App::start().await;
    let browser = app.signed_in("aino").await;
    let page = browser.page("/workspaces").await;
    assert!(page.contains("Aino Esimerkki"));
    // A link alone changes nobody: it leads to the page where one chooses.
    let led = browser.get("/sign-in/esimerkkila?return_to=%2Fworkspaces%2Fnew").await;
    assert_eq!(location(&led), "/sign-in?because=switch&return_to=%2Fworkspaces%2Fnew");
    let forged = browser.get("/sign-in/esimerkkila?return_to=%2F&switch=0000").await;
    assert_eq!(location(&forged), "/sign-in?because=switch&return_to=%2F");
    assert!(browser.page("/workspaces").await.contains("Aino Esimerkki"));
    app.sign_in(&browser, "olli", "/workspaces").await;
    let page = browser.page("/workspaces").await;
    assert!(page.contains("Olli Ohjaaja") && !page.contains("Aino Esimerkki</strong>"));
}

#[tokio::test]
async fn signing_out_ends_it_for_every_copy_of_the_cookie() {
    let app = App::start().await;
    let browser = app.visitor();
    let back = app.choose(&browser, "aino", "/workspaces").await;
    let response = browser.client.get(back).send().await.unwrap();
    let cookie = response.cookies().find(|cookie| cookie.name() == "luotsi").unwrap().value().to_owned();
    let stolen = || async {
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let request =
            client.get(format!("{}/workspaces", app.url)).header("cookie", format!("luotsi={cookie}"));
        request.send().await.unwrap().status().as_u16()
    };
    assert_eq!(stolen().await, 200);
    let response = browser.post("/sign-out", "/workspaces", &[]).await;
    assert_eq!(location(&response), "/signed-out");
    assert_eq!(response.headers()["clear-site-data"], "\"cache\", \"storage\"");
    assert_eq!(stolen().await, 303);
}

#[tokio::test]
async fn a_session_that_ended_says_why() {
    let app = App::start().await;
    let browser = app.signed_in("aino").await;
    app.clock.advance(TimeDelta::minutes(16)).unwrap();
    let page = location(&browser.get("/workspaces").await).to_owned();
    assert_eq!(page, "/sign-in?because=idle&return_to=%2Fworkspaces");
    assert!(browser.page(&page).await.contains("koska et ollut käyttänyt palvelua"));

    let browser = app.signed_in("aino").await;
    for _ in 0..49 {
        app.clock.advance(TimeDelta::minutes(10)).unwrap();
        browser.get("/workspaces").await;
    }
    assert!(location(&browser.get("/workspaces").await).starts_with("/sign-in?because=expired"));
}

#[tokio::test]
async fn the_demonstrations_clock_takes_sign_ins_along() {
    let app = App::start().await;
    let browser = app.signed_in("aino").await;
    advance_clock(&app.services, TimeDelta::days(400)).await.unwrap();
    app.clock.advance(TimeDelta::days(400)).unwrap();
    assert_eq!(browser.get("/workspaces").await.status(), 200);
}

#[tokio::test]
async fn the_demonstrations_provider_leads_back_to_addresses_only() {
    let app = App::start().await;
    let browser = app.visitor();
    let start = browser.get("/sign-in/esimerkkila").await;
    let asked = url::Url::parse(location(&start)).unwrap();
    for evil in ["\r\nX-Evil: 1", "\u{0}", " ", "ä", "\\"] {
        let mut form: Vec<(String, String)> = asked.query_pairs().into_owned().collect();
        let back = form.iter_mut().find(|(name, _)| name == "redirect_uri").unwrap();
        back.1.push_str(evil);
        form.push(("person".into(), "olli".into()));
        let choose = format!("{}/staff/choose", app.provider);
        let response = browser.client.post(choose).form(&form).send().await.unwrap();
        assert_eq!(response.status(), 400, "{evil:?}");
    }
}

/// An invitation to a workspace that Olli makes; the address of its page.
async fn invited(app: &App) -> String {
    let olli = app.signed_in("olli").await;
    let form = [("title", "Alku"), ("email", "maija@example.org"), ("identity_code", ""), ("language", "fi")];
    assert_eq!(olli.call("create_workspace", &form).await.status(), 200);
    format!("/invitations/{}", app.invitation_to("maija@example.org").await.1)
}

/// Follows a link with what a browser says of the page on which it stands.
async fn followed(app: &App, browser: &Browser, path: &str, said: (&str, &str)) -> Response {
    browser.client.get(format!("{}{path}", app.url)).header(said.0, said.1).send().await.unwrap()
}

#[tokio::test]
async fn p3_a_sign_in_accepts_an_invitation_only_where_a_page_of_ours_led_there() {
    let app = App::start().await;
    let page = invited(&app).await;
    let before = app.audited("invitation_accepted").await;
    let query = serde_urlencoded::to_string([("return_to", &page)]).unwrap();
    let start = format!("/sign-in/esittely?{query}");
    let visitor = app.visitor();
    let beside = format!("{}.example.org/", app.url);
    for said in [
        ("accept", "text/html"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "none"),
        ("referer", "https://example.org/"),
        ("referer", &beside),
    ] {
        let answer = followed(&app, &visitor, &start, said).await;
        assert_eq!(location(&answer), format!("/sign-in?because=needed&{query}"), "{said:?}");
    }
    let from = format!("{}{page}", app.url);
    for said in [("sec-fetch-site", "same-origin"), ("referer", &from)] {
        let there = followed(&app, &visitor, &start, said).await;
        assert!(location(&there).starts_with(&app.provider), "{said:?}");
    }
    let there = followed(&app, &visitor, &start, ("referer", &from)).await;
    let back = app.choose_at(&visitor, location(&there), "aino").await;
    let accepted = visitor.client.get(back).send().await.unwrap();
    assert_eq!(location(&accepted), "/workspaces");
    assert_eq!(app.audited("invitation_accepted").await, before + 1);
}

#[tokio::test]
async fn p3_whoever_authenticates_again_accepts_nothing_by_it() {
    let app = App::start().await;
    let page = invited(&app).await;
    let before = app.audited("invitation_accepted").await;
    let aino = app.signed_in("aino").await;
    let ours = ("sec-fetch-site", "same-origin");
    let again = followed(&app, &aino, &format!("/reauthenticate/begin?return_to={page}"), ours).await;
    let there = followed(&app, &aino, location(&again), ours).await;
    let back = app.choose_at(&aino, location(&there), "aino").await;
    assert_eq!(location(&aino.client.get(back).send().await.unwrap()), page, "where one reads it");
    assert_eq!(app.audited("invitation_accepted").await, before);
}
