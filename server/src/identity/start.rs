//! Beginning a sign-in: an attempt is remembered, and the browser goes to the provider.

use super::{ATTEMPT_COOKIE, claims::Client, own_path, provider::Provider, refuse};
use crate::http::{AppState, cookie};
use anyhow::Context;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use contract::person::Language;
use domain::session::{Refusal, attempt};
use http::{StatusCode, header::SET_COOKIE};
use openidconnect::{
    AuthenticationContextClass, AuthenticationFlow, ClientId, ClientSecret, CsrfToken, LanguageTag, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, core::CoreResponseType,
};
use serde::Deserialize;
use time::Duration;

/// Where the person was going.
#[derive(Deserialize)]
pub struct Start {
    return_to: Option<String>,
}

/// `GET /sign-in/{provider}`
pub async fn start(
    State(state): State<AppState>,
    Path(key): Path<String>,
    Query(query): Query<Start>,
    axum::Extension(language): axum::Extension<Language>,
) -> Response {
    let Some(provider) = state.providers.find(&key) else { return StatusCode::NOT_FOUND.into_response() };
    match begin(&state, &provider, query.return_to.as_deref().unwrap_or("/workspaces"), language).await {
        Ok((url, browser)) => {
            let cookie = cookie(&state, ATTEMPT_COOKIE, browser, Duration::minutes(30));
            ([(SET_COOKIE, cookie)], Redirect::to(&url)).into_response()
        }
        Err(error) => {
            tracing::warn!(provider = key, error = format!("{error:#}"), "sign-in not begun");
            refuse(&state.services, Refusal::Unreachable).await
        }
    }
}

/// Remembers the attempt; gives the address at the provider and the browser's share.
async fn begin(
    state: &AppState,
    provider: &Provider,
    return_to: &str,
    language: Language,
) -> anyhow::Result<(String, String)> {
    let client = client(state, provider).await?;
    let randomness = &state.services.randomness;
    let (csrf, nonce, browser) = (randomness.token(), randomness.token(), randomness.token());
    let verifier = PkceCodeVerifier::new(randomness.token());
    let mut request = client
        .authorize_url(
            AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
            {
                let csrf = csrf.clone();
                move || CsrfToken::new(csrf)
            },
            {
                let nonce = nonce.clone();
                move || Nonce::new(nonce)
            },
        )
        .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
        .add_ui_locale(LanguageTag::new(language.code().to_owned()));
    for scope in &provider.config.scopes {
        request = request.add_scope(Scope::new(scope.clone()));
    }
    for acr in &provider.config.acr {
        request = request.add_auth_context_value(AuthenticationContextClass::new(acr.clone()));
    }
    let (url, _, _) = request.url();
    let attempt = attempt::Attempt {
        nonce,
        verifier: verifier.into_secret(),
        browser: browser.clone(),
        return_to: own_path(return_to).to_owned(),
    };
    attempt::begin(&state.services, &provider.key, &csrf, &attempt).await?;
    Ok((url.into(), browser))
}

/// The client of a provider, from what discovery says.
pub(super) async fn client(state: &AppState, provider: &Provider) -> anyhow::Result<Client> {
    let metadata = provider.metadata(state.services.clock.now()).await.context("discovery")?;
    let redirect = format!("{}/sign-in/{}/callback", state.public_url, provider.key);
    Ok(Client::from_provider_metadata(
        (*metadata).clone(),
        ClientId::new(provider.config.client_id.clone()),
        Some(ClientSecret::new(provider.secret.reveal().to_owned())),
    )
    .set_redirect_uri(RedirectUrl::new(redirect)?))
}
