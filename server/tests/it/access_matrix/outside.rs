//! Whoever is not signed in, in any way in which one can be not signed in; and staff who have not
//! given the undertaking.

use super::{
    place::{Place, denials},
    table::{
        Ask, CREATE, OF_A_WORKSPACE, OF_COUNSELORS, OF_MAIN_USERS, OF_ORGANISATION, OF_SUPERVISION,
        OF_SUPERVISORS, OF_UNBOUND, OTHERS, OWN_PAGES, PAGES, READ_UNBOUND,
    },
};
use crate::app::{App, Browser, location};
use chrono::TimeDelta;

/// Every function that is for somebody in particular.
fn functions() -> impl Iterator<Item = Ask> {
    let all = OF_A_WORKSPACE.into_iter().chain(OF_MAIN_USERS).chain(OF_COUNSELORS).chain(OF_SUPERVISORS);
    let list: Ask = ("list_workspaces", &[]);
    let own: [Ask; 3] =
        [list, ("sign_ins", &[]), ("end_sign_in", &[("id", "00000000-0000-0000-0000-000000000000")])];
    all.chain([CREATE, OF_UNBOUND]).chain(own)
}

/// A browser with a cookie that somebody made up, or knows from before a sign-in.
fn with_a_cookie(app: &App, cookie: &str) -> Browser {
    let jar = std::sync::Arc::new(reqwest::cookie::Jar::default());
    jar.add_cookie_str(cookie, &app.url.parse().unwrap());
    let client = reqwest::Client::builder().cookie_provider(jar).redirect(reqwest::redirect::Policy::none());
    Browser { client: client.build().unwrap(), url: app.url.clone() }
}

/// Olli, whose roles were withdrawn while he was signed in.
async fn deactivated(app: &App) -> Browser {
    let (olli, paula) = (app.signed_in("olli").await, app.signed_in("paula").await);
    let staff: serde_json::Value =
        serde_json::from_str(&paula.call("read_staff", &[]).await.text().await.unwrap()).unwrap();
    let all = staff["colleagues"].as_array().unwrap();
    let id = all.iter().find(|one| one["name"] == "Olli Ohjaaja").unwrap()["id"].as_str().unwrap();
    let form = [("person", id), ("role", "counselor"), ("give", "false"), ("successor", "nobody")];
    assert_eq!(paula.call("change_role", &form).await.status(), 200);
    olli
}

/// Everybody who was signed in, or begins to be.
async fn outsiders(app: &App) -> Vec<(&'static str, Browser)> {
    let signed_out = app.signed_in("aino").await;
    signed_out.post("/sign-out", "/workspaces", &[]).await;
    let (revoked, owner) = (app.signed_in("aino").await, app.signed_in("aino").await);
    let all = owner.call("sign_ins", &[]).await.text().await.unwrap();
    let all: Vec<serde_json::Value> = serde_json::from_str(&all).unwrap();
    for other in all.iter().filter(|one| one["here"] == false) {
        owner.call("end_sign_in", &[("id", other["id"].as_str().unwrap())]).await;
    }
    let before_sign_in = app.visitor();
    app.choose(&before_sign_in, "aino", "/workspaces").await;
    vec![
        ("anonymous", app.visitor()),
        ("signed out", signed_out),
        ("revoked", revoked),
        ("before the sign-in", before_sign_in),
        ("made up", with_a_cookie(app, "luotsi=AAAAAAAAAAAAAAAAAAAAAA; Path=/")),
        ("deactivated", deactivated(app).await),
    ]
}

async fn is_outside(place: &Place, name: &str, browser: &Browser) {
    for (function, form) in functions() {
        assert_eq!(place.call(browser, function, form).await.0, 401, "{name} {function}");
    }
    assert_eq!(place.bring(browser).await.0, 401, "{name} sends a file");
    let pages = [&PAGES[..], &OF_SUPERVISION, &OF_ORGANISATION, &OWN_PAGES].into_iter().flatten();
    for page in pages.copied().chain(["/undertaking"]) {
        let response = browser.get(&place.fill(page)).await;
        assert!(location(&response).starts_with("/sign-in?"), "{name} {page}");
    }
    assert_eq!(place.call(browser, "session_left", &[]).await.1, "null");
}

#[tokio::test]
async fn p5_nobody_who_is_not_signed_in_gets_inside() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let place = Place::sample(&app, &aino).await;
    for (name, browser) in outsiders(&app).await {
        is_outside(&place, name, &browser).await;
    }
    // The sign-in that was finished without the second step is none, whatever its cookie says.
    app.clock.advance(TimeDelta::hours(8)).unwrap();
    is_outside(&place, "expired", &aino).await;
    assert_eq!(denials(&app).await, 0, "what nobody signed in was refused is not audited");
}

#[tokio::test]
async fn p9_staff_do_nothing_before_the_undertaking() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let place = Place::sample(&app, &aino).await;
    let kaisa = app.visitor();
    app.sign_in_with(&kaisa, ("naapurila", "staff"), "kaisa", "/workspaces").await;
    for (function, form) in
        functions().filter(|(name, _)| !["sign_ins", "end_sign_in", OF_UNBOUND.0].contains(name))
    {
        assert_eq!(place.call(&kaisa, function, form).await.0, 403, "{function}");
    }
    assert_eq!(place.bring(&kaisa).await.0, 403);
    for page in [&PAGES[..], &OF_SUPERVISION, &OF_ORGANISATION].into_iter().flatten() {
        let response = kaisa.get(&place.fill(page)).await;
        assert!(location(&response).starts_with("/undertaking?return_to="), "{page}");
    }
    assert_eq!(kaisa.get("/sign-ins").await.status(), 200);
    let mut form = OF_UNBOUND.1.to_vec();
    form.pop();
    assert_eq!(kaisa.call(OF_UNBOUND.0, &form).await.status(), 422, "without the tick");
    // Nobody else reads what is undertaken: whoever gave it is done with it.
    for name in ["aino", "olli", "paula"] {
        assert_eq!(app.signed_in(name).await.call(READ_UNBOUND, &[]).await.status(), 404, "{name}");
    }
    assert_eq!(kaisa.call(READ_UNBOUND, &[]).await.status(), 200);
    let back = kaisa.post("/api/give_undertaking", "/undertaking", OF_UNBOUND.1).await;
    assert_eq!(location(&back), "/");
    assert_eq!(kaisa.get("/workspaces").await.status(), 200);
    assert_eq!(kaisa.call(OF_UNBOUND.0, OF_UNBOUND.1).await.status(), 404, "once");
    assert_eq!(
        location(&kaisa.get("/undertaking?return_to=/").await),
        "/workspaces",
        "not asked for any more"
    );
}

/// Addresses that belong to nobody in particular say nothing of anybody, whoever asks.
#[tokio::test]
async fn the_other_addresses_say_nothing_of_anybody() {
    let app = App::start().await;
    for subject in ["", "aino", "olli", "paula", "sirpa"] {
        let browser = if subject.is_empty() { app.visitor() } else { app.signed_in(subject).await };
        for (method, path, status) in OTHERS {
            let path = Place::nowhere().fill(path);
            let request = browser.client.request(method.parse().unwrap(), format!("{}{path}", app.url));
            let response = request
                .header("origin", &app.url)
                .form(&[("language", "fi"), ("back", "/")])
                .send()
                .await
                .unwrap();
            assert_eq!(response.status(), status, "{subject} {method} {path}");
            let text = response.text().await.unwrap();
            assert!(!text.contains("Aino") && !text.contains("Opintojen"), "{subject} {path}");
        }
    }
}
