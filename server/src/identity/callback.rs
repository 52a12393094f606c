//! The provider's answer: taken once, checked whole, and turned into a session.

use super::{
    ATTEMPT_COOKIE,
    claims::{Identity, identity},
    own_path,
    provider::Provider,
    refuse,
    start::client,
};
use crate::http::{AppState, SESSION_KEY, cookie, read_cookie, remembered};
use axum::{
    extract::{Path, Query, State},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use domain::session::{self, NewSession, Refusal, SessionId, attempt};
use http::{HeaderMap, StatusCode, header::SET_COOKIE};
use openidconnect::{
    AuthorizationCode, Nonce, PkceCodeVerifier, RequestTokenError, core::CoreJwsSigningAlgorithm,
};
use serde::Deserialize;
use std::sync::Arc;
use time::Duration;
use tower_sessions::Session;

/// What the provider sends the browser back with.
#[derive(Deserialize)]
pub struct Answer {
    code: Option<String>,
    state: Option<String>,
    error: Option<String>,
    iss: Option<String>,
}

/// `GET /sign-in/{provider}/callback`
pub async fn callback(
    State(state): State<AppState>,
    Path(key): Path<String>,
    Query(answer): Query<Answer>,
    session: Session,
    headers: HeaderMap,
) -> Response {
    let Some(provider) = state.providers.find(&key) else { return StatusCode::NOT_FOUND.into_response() };
    let browser = read_cookie(&state, &headers, ATTEMPT_COOKIE);
    let (id, return_to) = match sign_in(&state, &provider, answer, browser).await {
        Ok(signed_in) => signed_in,
        Err(refusal) => return refuse(&state.services, refusal).await,
    };
    match install(&state, &session, id).await {
        Ok(()) => {
            let gone = cookie(&state, ATTEMPT_COOKIE, String::new(), Duration::ZERO);
            let language = remembered(&state, &headers, id).await;
            let cookies = [Some(gone), language].into_iter().flatten().map(|cookie| (SET_COOKIE, cookie));
            let cookies = AppendHeaders(cookies.collect::<Vec<_>>());
            (cookies, Redirect::to(own_path(&return_to))).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "session not stored");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Puts the sign-in into a fresh session. Whoever was signed in here before is signed out.
async fn install(state: &AppState, session: &Session, id: SessionId) -> anyhow::Result<()> {
    if let Some(before) = session.get::<SessionId>(SESSION_KEY).await? {
        session::sign_out(&state.services, before).await?;
    }
    session.cycle_id().await?;
    session.insert(SESSION_KEY, id).await?;
    session.save().await?;
    Ok(())
}

async fn sign_in(
    state: &AppState,
    provider: &Arc<Provider>,
    answer: Answer,
    browser: Option<String>,
) -> Result<(SessionId, String), Refusal> {
    let internal = |error: domain::Error| {
        tracing::error!(%error, "sign-in failed");
        Refusal::Answer
    };
    let csrf = answer.state.ok_or(Refusal::Attempt)?;
    let attempt = attempt::take(&state.services, &provider.key, &csrf).await.map_err(internal)?;
    let attempt =
        attempt.filter(|attempt| Some(&attempt.browser) == browser.as_ref()).ok_or(Refusal::Attempt)?;
    if answer.iss.is_some_and(|issuer| issuer != provider.config.issuer) {
        return Err(Refusal::Answer);
    }
    match answer.error.as_deref() {
        None => {}
        Some("access_denied" | "cancel") => return Err(Refusal::Cancelled),
        Some(_) => return Err(Refusal::Answer),
    }
    let code = answer.code.ok_or(Refusal::Answer)?;
    let (identity, acr) = verify(state, provider, code, &attempt).await?;
    let now = state.services.clock.now();
    let session = |longest| NewSession { provider: provider.key.clone(), acr, expires_at: now + longest };
    let limits = state.limits;
    let id = match identity {
        Identity::Customer(customer) => {
            let new = session(limits.customer_absolute);
            session::sign_in_customer(&state.services, &customer, new).await.map_err(internal)?
        }
        Identity::Staff(staff) => {
            let slug = provider.config.organisation.as_deref().unwrap_or_default();
            let organisation = domain::organisation::find_by_slug(state.services.database.read(), slug)
                .await
                .map_err(internal)?
                .ok_or(Refusal::NoRole)?;
            let new = session(limits.staff_absolute);
            let id = session::sign_in_staff(&state.services, organisation, &staff, new).await;
            id.map_err(internal)?.ok_or(Refusal::NoRole)?
        }
    };
    Ok((id, attempt.return_to))
}

/// Exchanges the code and verifies the ID token. Tokens are dropped here; none is stored.
async fn verify(
    state: &AppState,
    provider: &Provider,
    code: String,
    attempt: &attempt::Attempt,
) -> Result<(Identity, Option<String>), Refusal> {
    let unreachable = |error: anyhow::Error| {
        tracing::warn!(provider = provider.key, error = format!("{error:#}"), "provider cannot be reached");
        Refusal::Unreachable
    };
    let refused = |error: String| {
        tracing::warn!(provider = provider.key, error, "ID token refused");
        Refusal::Answer
    };
    let client = client(state, provider).await.map_err(unreachable)?;
    let exchange = client
        .exchange_code(AuthorizationCode::new(code))
        .map_err(|error| refused(error.to_string()))?
        .set_pkce_verifier(PkceCodeVerifier::new(attempt.verifier.clone()));
    let token = exchange.request_async(&provider.http).await.map_err(|error| match error {
        RequestTokenError::Request(error) => unreachable(error.into()),
        error => refused(error.to_string()),
    })?;
    let clock = Arc::clone(&state.services.clock);
    let verifier = client
        .id_token_verifier()
        .set_allowed_algs([
            CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
            CoreJwsSigningAlgorithm::RsaSsaPssSha256,
            CoreJwsSigningAlgorithm::EcdsaP256Sha256,
        ])
        .set_time_fn(move || clock.now());
    let id_token = token.extra_fields().id_token().ok_or_else(|| refused("no ID token".into()))?;
    let claims = id_token
        .claims(&verifier, &Nonce::new(attempt.nonce.clone()))
        .map_err(|error| refused(error.to_string()))?;
    let acr = claims.auth_context_ref().map(|acr| acr.to_string());
    Ok((identity(provider, claims, state.services.clock.now())?, acr))
}
