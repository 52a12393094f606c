//! Sign-ins over HTTP: one's own are seen and ended, and what is over stays over.

use crate::app::{App, Browser};
use futures::future::join_all;

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
    assert_eq!(eero.call("end_sign_in", &[("id", other)]).await.status(), 404);
    assert_eq!(there.call("list_workspaces", &[("page", "1")]).await.status(), 200);
    assert_eq!(here.call("end_sign_in", &[("id", other)]).await.status(), 200);
    assert_eq!(there.call("list_workspaces", &[("page", "1")]).await.status(), 401);
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
        assert_eq!(browser.call("list_workspaces", &[("page", "1")]).await.status(), expected, "{place}");
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
        assert_eq!(aino.call("list_workspaces", &[("page", "1")]).await.status(), 401, "round {round}");
    }
}
