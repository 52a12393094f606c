//! Whoever is signed in and has no part in a workspace: the same nothing, in every state.

use super::{
    place::{Place, denials, go_to},
    table::{
        Ask, CREATE, LOOKING, OF_A_WORKSPACE, OF_COUNSELORS, OF_MAIN_USERS, OF_SUPERVISION, OF_SUPERVISORS,
        PAGES,
    },
};
use crate::app::{App, Browser};
use chrono::{Months, NaiveDate};
use domain::time::bulk_action;

/// That whoever this is gets nothing of the workspace: what they may not see and what is not there
/// are the same bytes, and each time is audited.
async fn is_a_stranger(app: &App, place: &Place, name: &str, browser: &Browser) {
    let nowhere = Place::nowhere();
    let of_openings =
        OF_SUPERVISORS.into_iter().filter(|(_, form)| form.iter().any(|(_, value)| *value == "{w}"));
    for (function, form) in OF_A_WORKSPACE.into_iter().chain(of_openings) {
        let before = denials(app).await;
        let theirs = place.call(browser, function, form).await;
        if theirs.0 == 410 {
            assert_eq!(function, "accept_invitation", "{name}");
            continue;
        }
        assert_eq!(theirs.0, 404, "{name} {function}");
        assert_eq!(denials(app).await, before + 1, "{name} {function} is audited");
        assert_eq!(theirs, nowhere.call(browser, function, form).await, "{name} {function}");
        assert_eq!(denials(app).await, before + 2, "{name} {function} of nothing is audited");
    }
    let before = denials(app).await;
    let theirs = place.bring(browser).await;
    assert_eq!((theirs.0, &theirs), (404, &nowhere.bring(browser).await), "{name} sends a file");
    assert_eq!(denials(app).await, before + 2, "{name} sends a file, and is audited");
    let before = denials(app).await;
    let search = place.fill("/workspaces/{w}/search");
    // What is looked for is kept for the page that shows what is found: that one is for nobody here.
    let asked = browser.post(&search, &search, &[("text", "x")]).await;
    let there = asked.headers()["location"].to_str().unwrap().to_owned();
    assert_eq!(browser.get(&there).await.status(), 404, "{name} searches");
    assert_eq!(denials(app).await, before + 1, "{name} searches, and is audited");
    for page in PAGES.iter().chain(&OF_SUPERVISION) {
        let before = denials(app).await;
        let (status, theirs) = place.page(browser, page).await;
        assert_eq!(status, 404, "{name} {page}");
        let after = denials(app).await;
        assert!(after > before, "{name} {page} is audited");
        assert_eq!(theirs, nowhere.page(browser, page).await.1, "{name} {page}");
        assert_eq!(denials(app).await - after, after - before, "{name} {page} of nothing is audited alike");
        assert!(!theirs.contains("Opintojen jatkaminen"), "{name} {page}");
    }
}

/// That functions of roles that somebody does not have are denied to them, and each time audited.
async fn lacks(app: &App, place: &Place, name: &str, browser: &Browser, functions: &[&[Ask]]) {
    for (function, form) in functions.iter().copied().flatten() {
        let before = denials(app).await;
        assert_eq!(place.call(browser, function, form).await.0, 404, "{name} {function}");
        assert_eq!(denials(app).await, before + 1, "{name} {function} is audited");
    }
}

/// What is not for somebody of this name, besides the workspace.
fn not_for(name: &str) -> Vec<&'static [Ask]> {
    const CREATING: &[Ask] = &[CREATE];
    match name {
        "the main user" => vec![&OF_COUNSELORS, &OF_SUPERVISORS, CREATING],
        "the supervisor" => vec![&OF_COUNSELORS, &OF_MAIN_USERS, CREATING],
        "another customer" | "its customer" => {
            vec![&OF_COUNSELORS, &OF_MAIN_USERS, &OF_SUPERVISORS, CREATING]
        }
        _ => vec![&OF_MAIN_USERS, &OF_SUPERVISORS],
    }
}

/// That a counselor or customer reads it.
async fn reads(place: &Place, name: &str, browser: &Browser) {
    for (function, form) in OF_A_WORKSPACE.into_iter().filter(|(function, _)| LOOKING[..7].contains(function))
    {
        assert_eq!(place.call(browser, function, form).await.0, 200, "{name} {function}");
    }
}

fn later(today: NaiveDate, months: u32) -> String {
    today.checked_add_months(Months::new(months)).unwrap().succ_opt().unwrap().to_string()
}

/// Kaisa, who acts for the neighbours.
async fn neighbour(app: &App) -> Browser {
    let kaisa = app.visitor();
    app.sign_in_with(&kaisa, ("naapurila", "staff"), "kaisa", "/workspaces").await;
    let form = [("version", "2"), ("return_to", "/"), ("agreed", "true")];
    assert_eq!(kaisa.call("give_undertaking", &form).await.status(), 200);
    kaisa
}

#[tokio::test]
async fn p5_strangers_get_the_same_nothing_in_every_state() {
    let app = App::start().await;
    let (aino, olli) = (app.signed_in("aino").await, app.signed_in("olli").await);
    let place = Place::sample(&app, &aino).await;
    let today = app.clock.today();
    let mut strangers = vec![
        ("a colleague", app.signed_in("kaisa").await),
        ("a counselor of others", neighbour(&app).await),
        ("another customer", app.signed_in("maija").await),
        // These administer and supervise it, and are strangers to what is in it (P4, P8).
        ("the main user", app.signed_in("paula").await),
        ("the supervisor", app.signed_in("sirpa").await),
    ];
    reads(&place, "its customer", &aino).await;
    for (state, day) in [("active", today.to_string()), ("inactive", later(today, 3))] {
        go_to(&app, &day).await;
        reads(&place, "its counselor", &olli).await;
        for (name, stranger) in &strangers {
            is_a_stranger(&app, &place, &format!("{name} ({state})"), stranger).await;
            lacks(&app, &place, &format!("{name} ({state})"), stranger, &not_for(name)).await;
        }
    }
    for (name, customer) in strangers.iter().filter(|(name, _)| name.ends_with("customer")) {
        let list = customer.call("list_workspaces", &[]).await.text().await.unwrap();
        assert!(list.contains("\"total\":0"), "{name}: {list}");
    }
    // In the archive it is nobody's but the customer's; and then nobody's (L6, L7).
    strangers.push(("its counselor", olli));
    go_to(&app, &later(today, 6)).await;
    reads(&place, "its customer", &aino).await;
    for (name, stranger) in &strangers {
        is_a_stranger(&app, &place, &format!("{name} (archived)"), stranger).await;
        lacks(&app, &place, &format!("{name} (archived)"), stranger, &not_for(name)).await;
    }
    strangers.push(("its customer", aino));
    go_to(&app, &later(today, 18)).await;
    for (name, stranger) in &strangers {
        is_a_stranger(&app, &place, &format!("{name} (over)"), stranger).await;
        lacks(&app, &place, &format!("{name} (over)"), stranger, &not_for(name)).await;
    }
}

#[tokio::test]
async fn p7_whoever_handed_over_is_a_stranger_at_once() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let place = Place::sample(&app, &aino).await;
    let (olli, kaisa) = (app.signed_in("olli").await, app.signed_in("kaisa").await);
    let paula = app.signed_in("paula").await;
    reads(&place, "olli", &olli).await;
    assert_eq!(paula.call("confirm_bulk_action", &[("id", &place.action)]).await.status(), 200);
    bulk_action::run(&app.services).await.unwrap();
    is_a_stranger(&app, &place, "who handed over", &olli).await;
    reads(&place, "who took over", &kaisa).await;
}

#[tokio::test]
async fn p6_a_second_professional_is_a_stranger_before_and_after_the_consent() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let place = Place::sample(&app, &aino).await;
    let (olli, kaisa) = (app.signed_in("olli").await, app.signed_in("kaisa").await);
    is_a_stranger(&app, &place, "before she is asked for", &kaisa).await;
    let through = app.clock.today().checked_add_months(Months::new(1)).unwrap().to_string();
    let ask = [
        ("id", "{w}"),
        ("email", "kaisa@example.org"),
        ("purpose", "Opinnot"),
        ("scope", "whole_history"),
        ("through", &through),
    ];
    assert_eq!(place.call(&olli, "ask_consent", &ask).await.0, 200);
    is_a_stranger(&app, &place, "before the consent", &kaisa).await;
    let people = place.call(&aino, "open_people", &[("id", "{w}")]).await.1;
    let people: serde_json::Value = serde_json::from_str(&people).unwrap();
    let part = people["participations"][0]["id"].as_str().unwrap().to_owned();
    let answer = [("id", "{w}"), ("participation", &*part), ("scope", "whole_history")];
    assert_eq!(place.call(&aino, "answer_consent", &answer).await.0, 200);
    reads(&place, "the second professional", &kaisa).await;
    assert_eq!(place.call(&kaisa, "open_notes", &[("id", "{w}")]).await.0, 404, "W5");
    assert_eq!(place.call(&kaisa, "close_workspace", &[("id", "{w}")]).await.0, 404);
    let end = [("id", "{w}"), ("participation", &*part)];
    assert_eq!(place.call(&aino, "end_participation", &end).await.0, 200);
    is_a_stranger(&app, &place, "after it was withdrawn", &kaisa).await;
}

#[tokio::test]
async fn p8_a_supervisor_reads_what_they_opened_and_nothing_else() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let place = Place::sample(&app, &aino).await;
    let sirpa = app.signed_in("sirpa").await;
    is_a_stranger(&app, &place, "the supervisor", &sirpa).await;
    let form = [("number", "1"), ("reason", "A complaint of the customer, number 12.")];
    let opened = sirpa.post("/api/break_glass", "/break-glass", &form).await;
    assert_eq!(crate::app::location(&opened), place.fill("/break-glass/{w}"));
    for page in OF_SUPERVISION {
        assert_eq!(sirpa.get(&place.fill(page)).await.status(), 200, "{page}");
    }
    for (function, form) in OF_A_WORKSPACE {
        assert_eq!(place.call(&sirpa, function, form).await.0, 404, "{function}: to read only");
    }
    for page in PAGES {
        assert_eq!(sirpa.get(&place.fill(page)).await.status(), 404, "{page}");
    }
    assert_eq!(place.bring(&sirpa).await.0, 404, "to read only");
    // To her alone.
    for name in ["olli", "kaisa", "paula", "maija"] {
        let other = app.signed_in(name).await;
        for page in OF_SUPERVISION {
            assert_eq!(other.get(&place.fill(page)).await.status(), 404, "{name} {page}");
        }
    }
    let log = place.call(&aino, "open_access_log", &[("id", "{w}")]).await.1;
    assert!(log.contains("Sirpa Valvoja") && log.contains("A complaint of the customer"), "A2: {log}");
    assert_eq!(place.call(&sirpa, "end_break_glass", &[("id", "{w}")]).await.0, 200);
    is_a_stranger(&app, &place, "the supervisor, afterwards", &sirpa).await;
}
