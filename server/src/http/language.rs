//! The language of a request: the person's choice, else what the browser asks for (U1).

use super::{
    AppState, cookie,
    forms::{kept_forms::keep_unsent, plain_forms::signed_out},
    limits::refused_body::refused_body,
    read_cookie,
    session::request_context::desk,
};
use app::operation::operations;
use axum::{
    body::to_bytes,
    extract::{Query, Request, State},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use contract::{desk::RequestContext, local_path, person::Language};
use domain::people::{
    person,
    session::{self, SessionId},
};
use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{ACCEPT_LANGUAGE, SET_COOKIE},
    request::Parts,
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
    /// The page on which it was made.
    #[serde(default)]
    back: String,
}

/// Where a choice was made: in a form that is being filled, and not sent yet.
#[derive(Deserialize)]
pub struct Within {
    form: Option<String>,
}

/// `POST /language`: remembers the choice in this browser, and for the person if one is signed in. What a form
/// held in which the choice was made is there again.
pub async fn choose(
    State(state): State<AppState>,
    Query(Within { form }): Query<Within>,
    request: Request,
) -> Result<Response, StatusCode> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.map_err(|error| refused_body(&error))?;
    let choice: Choice = serde_urlencoded::from_bytes(&body).map_err(|_| StatusCode::BAD_REQUEST)?;
    let desk = parts.extensions.get::<RequestContext>().and_then(desk);
    if let Some(desk) = desk
        && let Err(error) = desk.speak(choice.language).await
    {
        tracing::warn!(%error, "language not remembered");
    }
    let is_ours = |name: &String| operations().any(|known| known.path.rsplit('/').next() == Some(name));
    let there = match form.filter(is_ours) {
        Some(function) => typed_again(&state, &parts, function, &body).await?,
        None => Redirect::to(local_path(&choice.back)).into_response(),
    };
    Ok(([(SET_COOKIE, language_cookie(&state, choice.language))], there).into_response())
}

/// The page of a form that is being filled, with what it holds.
async fn typed_again(
    state: &AppState,
    parts: &Parts,
    function: String,
    form: &[u8],
) -> Result<Response, StatusCode> {
    match keep_unsent(state, parts, function, form).await {
        Ok(Some(there)) => Ok(Redirect::to(&format!("{there}#compose")).into_response()),
        Ok(None) => Ok(signed_out(state, &parts.headers)),
        Err(error) => {
            tracing::error!(%error, "form not kept");
            Err(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}
