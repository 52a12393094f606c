//! What programs of others ask every site for: what not to index, and whom to tell of a weakness (RFC 9309,
//! RFC 9116).

use crate::http::AppState;
use axum::{extract::State, response::IntoResponse};
use chrono::TimeDelta;
use http::{StatusCode, header::CONTENT_TYPE};

/// Only the public pages are anybody's to index.
const ROBOTS: &str = "User-agent: *\nAllow: /$\nDisallow: /\n";

/// For how long what the file says is good (RFC 9116, 2.5.5: less than a year).
const GOOD_FOR: TimeDelta = TimeDelta::days(180);

/// `GET /robots.txt`
pub async fn robots() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/plain; charset=utf-8")], ROBOTS)
}

/// `GET /.well-known/security.txt`, where the configuration names somebody.
pub async fn security(State(state): State<AppState>) -> Result<impl IntoResponse, StatusCode> {
    let contact = state.security_contact.as_ref().ok_or(StatusCode::NOT_FOUND)?;
    let expires = (state.services.clock.now() + GOOD_FOR).format("%Y-%m-%dT00:00:00Z");
    let text = format!(
        "Contact: {contact}\nExpires: {expires}\nPreferred-Languages: fi, sv, en\nCanonical: {}/.well-known/security.txt\n",
        state.public_url
    );
    Ok(([(CONTENT_TYPE, "text/plain; charset=utf-8")], text))
}
