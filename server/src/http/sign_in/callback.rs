//! The provider's answer: taken once, checked whole, and turned into a session.

use super::{ATTEMPT_COOKIE, accept::accept_on_the_way, refuse, start::redirect_uri};
use crate::{
    http::{AppState, SESSION_KEY, language::remembered, session::cookies::read_cookie},
    identity::{
        Refused,
        claims::{Authentication, Identity, SKEW, authentication},
        exchange::{Exchange, ExchangeError},
        id_token,
        provider::Provider,
        word,
    },
};
use axum::{
    extract::{Path, Query, State},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use contract::local_path;
use domain::people::session::{self, Admitted, NewSession, Refusal, SessionId, attempt};
use http::{HeaderMap, StatusCode, header::SET_COOKIE};
use serde::Deserialize;
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
    let (id, attempt) = match sign_in(&state, &provider, answer, browser).await {
        Ok(signed_in) => signed_in,
        Err(refusal) => return refuse(&state, &key, refusal).await,
    };
    match install(&state, &session, id).await {
        Ok(()) => {
            let language = remembered(&state, &headers, id).await;
            let cookies = AppendHeaders(language.map(|cookie| (SET_COOKIE, cookie)));
            (cookies, arrive(&state, id, &attempt).await).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "session not stored");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Where the sign-in leads.
async fn arrive(state: &AppState, id: SessionId, attempt: &attempt::Attempt) -> Response {
    // Nothing that leads to authenticating again says that something is accepted by it.
    let accepted = match attempt.reauthenticating {
        Some(_) => Ok(None),
        None => accept_on_the_way(state, id, &attempt.return_to).await,
    };
    let accepted = accepted.unwrap_or_else(|error| {
        tracing::error!(%error, "invitation not accepted on the way");
        None
    });
    accepted.unwrap_or_else(|| Redirect::to(local_path(&attempt.return_to)).into_response())
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
    provider: &Provider,
    answer: Answer,
    browser: Option<String>,
) -> Result<(SessionId, attempt::Attempt), Refused> {
    let attempt_is = |what: &str| Refused::because(Refusal::Attempt, what);
    let csrf = answer.state.ok_or_else(|| attempt_is("no state"))?;
    let browser = browser.ok_or_else(|| attempt_is("no cookie of an attempt"))?;
    let attempt = attempt::take(&state.services, &provider.key, &csrf, &browser).await;
    let attempt =
        attempt.map_err(|error| internal(&error))?.ok_or_else(|| attempt_is("no attempt of this browser"))?;
    let metadata = provider.metadata(state.services.clock.now()).await;
    let metadata = metadata.map_err(|error| Refused::because(Refusal::Unreachable, format!("{error:#}")))?;
    let says_who = metadata.additional_metadata().authorization_response_iss_parameter_supported;
    match &answer.iss {
        Some(issuer) if *issuer != provider.config.issuer => {
            return Err(Refused::because(Refusal::Answer, "the answer is another issuer's"));
        }
        // RFC 9207, section 2.4.
        None if says_who => {
            return Err(Refused::because(Refusal::Answer, "the answer does not say whose it is"));
        }
        _ => {}
    }
    match answer.error.as_deref() {
        None => {}
        Some("access_denied" | "cancel") => return Err(Refusal::Cancelled.into()),
        Some(error) => {
            return Err(Refused::because(Refusal::Answer, format!("the provider says {}", word(error))));
        }
    }
    let code = answer.code.ok_or_else(|| Refused::because(Refusal::Answer, "no code"))?;
    let authentication = verify(state, provider, code, &attempt).await?;
    // Whoever was asked to authenticate again has done so since: an older time is not enough.
    let is_new = authentication.at.is_some_and(|at| at >= attempt.begun_at - SKEW);
    if attempt.reauthenticating.is_some() && !is_new {
        return Err(Refused::because(Refusal::Answer, "an older authentication than was asked for"));
    }
    let id = admit(state, provider, authentication, &attempt).await.map_err(|error| internal(&error))??;
    Ok((id, attempt))
}

fn internal(error: &domain::Error) -> Refused {
    Refused::because(Refusal::Answer, error.to_string())
}

/// Lets whoever was identified in, if they may be here.
async fn admit(
    state: &AppState,
    provider: &Provider,
    authentication: Authentication,
    attempt: &attempt::Attempt,
) -> domain::Result<Admitted> {
    let services = &state.services;
    let new = |longest| NewSession {
        provider: provider.key.clone(),
        acr: authentication.acr,
        authenticated: domain::ground::actor::authentication::LastAuthentication(authentication.at),
        sid: authentication.sid,
        reauthenticating: attempt.reauthenticating,
        expires_at: services.clock.now() + longest,
    };
    match authentication.identity {
        Identity::Customer(customer) => {
            session::sign_in_customer(services, &customer, new(state.limits.customer_absolute)).await
        }
        Identity::Staff(staff, given) => {
            let slug = provider.config.organisation.as_deref().unwrap_or_default();
            let organisation =
                domain::people::organisation::find_by_slug(services.database.read(), slug).await?;
            let Some(organisation) = organisation else { return Ok(Err(Refusal::NoRole)) };
            let new = new(state.limits.staff_absolute);
            session::sign_in_staff(services, organisation, &staff, given, new).await
        }
    }
}

/// Exchanges the code and verifies the ID token. Tokens are dropped here; none is stored.
async fn verify(
    state: &AppState,
    provider: &Provider,
    code: String,
    attempt: &attempt::Attempt,
) -> Result<Authentication, Refused> {
    let now = state.services.clock.now();
    let unreachable = |error: String| Refused::because(Refusal::Unreachable, error);
    let refused = |error: String| Refused::because(Refusal::Answer, error);
    let metadata = provider.metadata(now).await.map_err(|error| unreachable(format!("{error:#}")))?;
    let exchange = Exchange {
        code,
        verifier: attempt.verifier.clone(),
        redirect_uri: redirect_uri(state, provider),
        unique: state.services.randomness.token(),
    };
    let token = exchange.id_token(provider, &metadata, now).await.map_err(|error| match error {
        ExchangeError::Refused(error) => refused(error),
        error => unreachable(error.to_string()),
    })?;
    let claims = id_token::claims(provider, &metadata, token, &attempt.nonce, now).await.map_err(refused)?;
    authentication(provider, &claims, now)
}
