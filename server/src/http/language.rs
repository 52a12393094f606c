//! The language of a request: the person's choice, else what the browser asks for (U1).

use super::{AppState, cookie, entrance::desk, read_cookie};
use crate::identity::own_path;
use axum::{
    Form,
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use contract::{desk::Entrance, person::Language};
use http::{
    HeaderMap, HeaderValue,
    header::{ACCEPT_LANGUAGE, SET_COOKIE},
};
use serde::Deserialize;
use time::Duration;

const COOKIE: &str = "luotsi-language";

/// Decides the language once: for our handlers, and for the pages, which read it from the
/// request's own header.
pub async fn language(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let headers = request.headers_mut();
    let chosen = read_cookie(&state, headers, COOKIE).and_then(|code| Language::from_code(&code));
    let language = chosen.unwrap_or_else(|| asked_for(headers));
    headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(language.code()));
    request.extensions_mut().insert(language);
    next.run(request).await
}

/// The first language of ours that the browser names; browsers name the best first.
fn asked_for(headers: &HeaderMap) -> Language {
    let header = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let code = |part: &str| {
        let tag = part.split(';').next().unwrap_or_default().trim();
        Language::from_code(&tag.split('-').next().unwrap_or_default().to_ascii_lowercase())
    };
    header.split(',').find_map(code).unwrap_or_default()
}

/// A choice from the language menu.
#[derive(Deserialize)]
pub struct Choice {
    language: Language,
    back: String,
}

/// `POST /language`: remembers the choice in this browser, and for the person if one is signed in.
pub async fn choose(
    State(state): State<AppState>,
    axum::Extension(entrance): axum::Extension<Entrance>,
    Form(choice): Form<Choice>,
) -> Response {
    if let Some(desk) = desk(&entrance)
        && let Err(error) = desk.speak(choice.language).await
    {
        tracing::warn!(%error, "language not remembered");
    }
    let cookie = cookie(&state, COOKIE, choice.language.code().to_owned(), Duration::days(365));
    ([(SET_COOKIE, cookie)], Redirect::to(own_path(&choice.back))).into_response()
}
