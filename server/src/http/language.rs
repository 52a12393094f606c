//! The language of a request: the person's choice, else what the browser asks for (U1).

use super::{AppState, cookie, read_cookie, session::request_context::desk};
use axum::{
    Form,
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use contract::{desk::RequestContext, local_path, person::Language};
use domain::people::{
    person,
    session::{self, SessionId},
};
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
    let language = of(&state, request.headers());
    request.headers_mut().insert(ACCEPT_LANGUAGE, HeaderValue::from_static(language.code()));
    request.extensions_mut().insert(language);
    next.run(request).await
}

/// The language of whoever sends these headers.
pub(super) fn of(state: &AppState, headers: &HeaderMap) -> Language {
    let chosen = read_cookie(state, headers, COOKIE).and_then(|code| Language::from_code(&code));
    chosen.unwrap_or_else(|| asked_for(headers))
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

/// The cookie that brings a person's earlier choice to a browser that has none.
pub async fn remembered(state: &AppState, headers: &HeaderMap, id: SessionId) -> Option<String> {
    if read_cookie(state, headers, COOKIE).is_some() {
        return None;
    }
    let person = session::owner(&state.services, id).await.ok()??;
    let language = person::language(&state.services, person).await.ok()??;
    Some(language_cookie(state, language))
}

fn language_cookie(state: &AppState, language: Language) -> String {
    cookie(state, COOKIE, language.code().to_owned(), Duration::days(365))
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
    axum::Extension(context): axum::Extension<RequestContext>,
    Form(choice): Form<Choice>,
) -> Response {
    if let Some(desk) = desk(&context)
        && let Err(error) = desk.speak(choice.language).await
    {
        tracing::warn!(%error, "language not remembered");
    }
    ([(SET_COOKIE, language_cookie(&state, choice.language))], Redirect::to(local_path(&choice.back)))
        .into_response()
}
