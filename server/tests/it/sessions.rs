//! Sign-ins over HTTP: one's own are seen and ended, and what is over stays over.

use crate::app::{App, Browser};
use futures::future::join_all;
use std::time::Duration;

/// The ids of the sign-ins that a browser sees, with its own marked.
async fn sign_ins(browser: &Browser) -> Vec<(String, bool)> {
    let text = browser.call("sign_ins", &[]).await.text().await.unwrap();
    let all: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let id = |one: &serde_json::Value| one["id"].as_str().unwrap().to_owned();
    all.iter().map(|one| (id(one), one["here"] == true)).collect()
}

#[tokio::test]
async fn a_sign_in_that_was_ended_elsewhere_is_over_at_its_next_request() {
    let app = App::start().await;
    let (here, there) = (app.signed_in("aino").await, app.signed_in("aino").await);
    let eero = app.signed_in("eero").await;
    let seen = sign_ins(&here).await;
    assert_eq!(seen.len(), 2);
    let (other, _) = seen.iter().find(|(_, here)| !here).unwrap();
    let denied = app.audited("access_denied").await;
    assert_eq!(eero.call("end_sign_in", &[("id", other)]).await.status(), 404);
    assert_eq!(app.audited("access_denied").await, denied + 1, "A1");
    assert_eq!(there.call("list_workspaces", &[]).await.status(), 200);
    assert_eq!(here.call("end_sign_in", &[("id", other)]).await.status(), 200);
    assert_eq!(there.call("list_workspaces", &[]).await.status(), 401);
    assert_eq!(sign_ins(&here).await.len(), 1);
}

#[tokio::test]
async fn a_sixth_sign_in_ends_the_first() {
    let app = App::start().await;
    let mut all = vec![];
    for _ in 0..6 {
        all.push(app.signed_in("aino").await);
    }
    for (place, browser) in all.iter().enumerate() {
        let expected = if place == 0 { 401 } else { 200 };
        assert_eq!(browser.call("list_workspaces", &[]).await.status(), expected, "{place}");
    }
}

/// Requests in flight write to the session while it is signed out: none of them brings it back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_rounds_of_signing_out_against_fifty_requests_revive_nothing() {
    let app = App::start().await;
    for round in 0..200 {
        let aino = app.signed_in("aino").await;
        let requests = (0..50).map(|_| aino.call("stay", &[]));
        let (_, out) = tokio::join!(join_all(requests), aino.post("/sign-out", "/workspaces", &[]));
        assert!(out.status().is_redirection(), "round {round}: {}", out.status());
        assert_eq!(aino.call("list_workspaces", &[]).await.status(), 401, "round {round}");
    }
}

#[tokio::test]
async fn p2_a_withdrawn_role_ends_the_stream_at_its_next_beat() {
    let app = App::start().await;
    let (olli, paula) = (app.signed_in("olli").await, app.signed_in("paula").await);
    let (workspace, _) = app.invitation_to("aino@example.org").await;
    let mut stream = olli.get(&format!("/workspaces/{workspace}/events")).await;
    assert_eq!(stream.status(), 200);
    let people = paula.page("/organisation/people").await;
    let row = people.split("<tr").find(|row| row.contains("Olli") && row.contains("\"person\"")).unwrap();
    let (_, id) = row.split_once("name=\"person\" value=\"").unwrap();
    let id = id.split_once('"').unwrap().0;
    // Without any role he would be signed out.
    let change = |role: &'static str, give: &'static str| {
        let nobody = ("successor", "nobody".to_owned());
        [("person", id.to_owned()), ("role", role.to_owned()), ("give", give.to_owned()), nobody]
    };
    for form in [change("supervisor", "true"), change("counselor", "false")] {
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(paula.call("change_role", &form).await.status(), 200);
    }
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(21)).await;
    tokio::time::resume();
    while stream.chunk().await.unwrap().is_some() {}
    assert_eq!(olli.get("/break-glass").await.status(), 200, "he is still a supervisor");
}

#[tokio::test]
async fn u4_a_page_that_stands_open_looks_without_keeping_its_sign_in_alive() {
    let app = App::start().await;
    let aino = app.signed_in("aino").await;
    let (workspace, _) = app.invitation_to("aino@example.org").await;
    let id = workspace.to_string();
    for (function, form) in [
        ("peek_workspace", vec![("id", id.as_str())]),
        ("session_left", vec![]),
        ("peek_workspace", vec![("id", &id)]),
    ] {
        app.clock.advance(chrono::TimeDelta::minutes(4)).unwrap();
        assert_eq!(aino.call(function, &form).await.status(), 200, "{function}");
    }
    app.clock.advance(chrono::TimeDelta::minutes(4)).unwrap();
    assert_eq!(aino.call("list_workspaces", &[]).await.status(), 401);
}

#[tokio::test]
async fn a_demonstration_takes_sign_ins_along_when_its_clock_is_moved() {
    let app = App::start().await;
    let (aino, olli) = (app.signed_in("aino").await, app.signed_in("olli").await);
    assert_eq!(aino.post("/demo/clock", "/demo", &[("step", "month")]).await.status(), 303);
    for browser in [aino, olli] {
        assert_eq!(browser.get("/workspaces").await.status(), 200);
    }
}

#[tokio::test]
async fn whoever_is_signed_in_stays_so_however_far_the_clock_of_a_demonstration_goes() {
    let app = App::start().await;
    let olli = app.signed_in("olli").await;
    for _ in 0..3 {
        let moved = olli.post("/demo/clock", "/demo", &[("step", "month")]).await;
        assert_eq!(moved.status(), 303);
        // Signing in elsewhere writes the session anew; the sweep of each day takes what is over.
        assert_eq!(olli.get("/workspaces").await.status(), 200);
        let kaisa = app.signed_in("kaisa").await;
        assert_eq!(kaisa.get("/workspaces").await.status(), 200);
    }
}
