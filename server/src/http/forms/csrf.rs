//! Nothing is changed by a request from another site: whatever is not GET or HEAD must come from
//! a page of our own, in a form that only our own pages send.

use super::multipart_forms::WITH_FILES;
use crate::http::AppState;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{
    HeaderMap, Method, StatusCode,
    header::{ALLOW, CONTENT_TYPE, ORIGIN, REFERER},
};

/// Refuses what does not come from here.
pub async fn csrf(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    // No address takes anything but these (RFC 9110, 15.5.6).
    if *request.method() != Method::POST {
        return (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD, POST")]).into_response();
    }
    if !is_ours(&state, request.headers()) {
        return StatusCode::FORBIDDEN.into_response();
    }
    if !is_taken(&request) {
        return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response();
    }
    next.run(request).await
}

/// The exact origin; browsers that do not send it say where the request comes from otherwise.
fn is_ours(state: &AppState, headers: &HeaderMap) -> bool {
    match headers.get(ORIGIN) {
        Some(origin) => origin.as_bytes() == state.public_url.as_bytes(),
        None => headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin"),
    }
}

/// Whether a link on a page of ours was followed. Browsers that do not say it name the page they come from.
pub(crate) fn is_from_here(state: &AppState, headers: &HeaderMap) -> bool {
    match headers.get("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => headers
            .get(REFERER)
            .and_then(|referrer| referrer.to_str().ok())
            .and_then(|referrer| referrer.strip_prefix(&state.public_url))
            .is_some_and(|path| path.starts_with('/')),
    }
}

/// Forms and JSON; files where they are taken.
fn is_taken(request: &Request) -> bool {
    matches!(kind(request).as_str(), "application/x-www-form-urlencoded" | "application/json")
        || brings_files(request)
}

/// Whether files come with a request, where they are taken.
pub(crate) fn brings_files(request: &Request) -> bool {
    match kind(request).as_str() {
        "multipart/form-data" => WITH_FILES.contains(&request.uri().path()),
        "application/octet-stream" => takes_files(request.uri().path()),
        _ => false,
    }
}

fn kind(request: &Request) -> String {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether this is the address of a workspace's files.
fn takes_files(path: &str) -> bool {
    path.strip_prefix("/workspaces/").is_some_and(|rest| rest.ends_with("/files"))
}
