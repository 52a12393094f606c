//! Beginning a sign-in: an attempt is remembered, and the browser goes to the provider.

use super::{ATTEMPT_COOKIE, accept::is_read_first, refuse};
use crate::{
    http::{
        AppState, SESSION_KEY,
        session::{
            cookies::{cookie, read_cookie},
            request_context::{sign_in_address, switch_token},
        },
    },
    identity::{
        Refused,
        provider::Provider,
        request::{AuthorizationRequest, uses_pkce},
    },
};
use anyhow::Context;
use axum::{
    Extension,
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use contract::{PersonId, local_path, person::Language};
use domain::people::session::{Refusal, SessionId, SignedIn, attempt};
use http::{HeaderMap, StatusCode, header::SET_COOKIE};
use serde::Deserialize;
use time::Duration;
use tower_sessions::Session;
use url::Url;

/// How long a browser's share is: 256 bits, in base64.
const TOKEN_LENGTH: usize = 43;

/// Where the person was going.
#[derive(Deserialize)]
pub struct Start {
    return_to: Option<String>,
    /// Whether whoever is signed in authenticates again.
    reauthenticate: Option<bool>,
    /// That whoever is signed in chose this on a page of ours.
    switch: Option<String>,
}

/// `GET /sign-in/{provider}`
pub async fn start(
    State(state): State<AppState>,
    Path(key): Path<String>,
    Query(query): Query<Start>,
    Extension(language): Extension<Language>,
    signed_in: Option<Extension<SignedIn>>,
    session: Session,
    headers: HeaderMap,
) -> Response {
    let Some(provider) = state.providers.find(&key) else { return StatusCode::NOT_FOUND.into_response() };
    // Nobody changes as whom they act by following a link of somebody else's.
    let is_again = query.reauthenticate == Some(true) && is_own(&state, &session, &key).await;
    if signed_in.is_some() && !is_again && !is_chosen(&state, &session, &key, &query).await {
        let back = local_path(query.return_to.as_deref().unwrap_or("/workspaces"));
        return sign_in_address("switch", back);
    }
    let leads_to = query.return_to.as_deref().unwrap_or_default();
    if !is_read_first(&state, &headers, leads_to) {
        return sign_in_address("needed", local_path(leads_to));
    }
    let reauthenticating = signed_in.filter(|_| is_again).map(|Extension(who)| who.person());
    let return_to = local_path(query.return_to.as_deref().unwrap_or("/workspaces"));
    // Sign-ins that were begun side by side are answered to the same browser.
    let known = read_cookie(&state, &headers, ATTEMPT_COOKIE).filter(|known| known.len() == TOKEN_LENGTH);
    let browser = known.unwrap_or_else(|| state.services.randomness.token());
    let beginning = Beginning { browser: browser.clone(), return_to, reauthenticating, language };
    match begin(&state, &provider, beginning).await {
        Ok(url) => {
            let cookie = cookie(&state, ATTEMPT_COOKIE, browser, Duration::minutes(30));
            ([(SET_COOKIE, cookie)], Redirect::to(url.as_str())).into_response()
        }
        Err(error) => {
            refuse(&state, &key, Refused::because(Refusal::Unreachable, format!("{error:#}"))).await
        }
    }
}

/// Whether it is the provider by which whoever is signed in has signed in: with another one they would
/// act for somebody else.
async fn is_own(state: &AppState, session: &Session, provider: &str) -> bool {
    let Ok(Some(id)) = session.get::<SessionId>(SESSION_KEY).await else { return false };
    domain::people::session::provider(&state.services, id)
        .await
        .is_ok_and(|own| own.as_deref() == Some(provider))
}

/// Whether whoever is signed in chose another sign-in on a page of ours.
async fn is_chosen(state: &AppState, session: &Session, provider: &str, query: &Start) -> bool {
    let Ok(Some(id)) = session.get::<SessionId>(SESSION_KEY).await else { return true };
    query.switch.as_deref() == Some(switch_token(state, id, provider).as_str())
}

/// What a sign-in begins with.
struct Beginning<'a> {
    browser: String,
    return_to: &'a str,
    reauthenticating: Option<PersonId>,
    language: Language,
}

/// Remembers the attempt; gives the address at the provider.
async fn begin(
    state: &AppState,
    provider: &Provider,
    Beginning { browser, return_to, reauthenticating, language }: Beginning<'_>,
) -> anyhow::Result<Url> {
    let now = state.services.clock.now();
    let metadata = provider.metadata(now).await.context("discovery")?;
    let random = || state.services.randomness.token();
    let attempt = attempt::Attempt {
        nonce: random(),
        verifier: uses_pkce(provider, &metadata).then(random),
        browser,
        return_to: return_to.to_owned(),
        reauthenticating,
        begun_at: now,
    };
    let name = random();
    let request = AuthorizationRequest {
        provider,
        metadata: &metadata,
        redirect_uri: redirect_uri(state, provider),
        state: &name,
        attempt: &attempt,
        language,
    };
    let address = request.address(&random(), now)?;
    attempt::begin(&state.services, &provider.key, &name, &attempt).await?;
    Ok(address)
}

/// Where a provider's answer comes: another address for each, so that one cannot answer for
/// another.
pub(super) fn redirect_uri(state: &AppState, provider: &Provider) -> String {
    format!("{}/sign-in/{}/callback", state.public_url, provider.key)
}
