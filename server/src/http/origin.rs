//! Nothing is changed by a request from another site: whatever is not GET or HEAD must come from
//! a page of our own, in a form that only our own pages send.

use super::AppState;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{
    HeaderMap, Method, StatusCode,
    header::{CONTENT_TYPE, ORIGIN},
};

/// Refuses what does not come from here.
pub async fn origin(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    if !is_ours(&state, request.headers()) {
        return StatusCode::FORBIDDEN.into_response();
    }
    if !is_form_or_json(request.headers()) {
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

fn is_form_or_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    ["application/x-www-form-urlencoded", "application/json"].iter().any(|ok| kind.eq_ignore_ascii_case(ok))
}
