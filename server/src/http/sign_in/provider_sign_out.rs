//! Signing out at the provider: it tells us that somebody did (Back-Channel Logout), and we bring
//! people there who want to (RP-Initiated Logout).

use crate::{
    config::Audience,
    http::{AppState, forms::csrf::is_from_here},
    identity::{claims::SKEW, discovery::Metadata, id_token::algorithm, provider::Provider, token_header},
};
use axum::{
    Extension, Form,
    extract::{Path, State, rejection::FormRejection},
    response::{IntoResponse, Redirect, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use contract::person::Language;
use domain::people::session::{SignedOutThere, WhoseSignIns, signed_out_there};
use http::{HeaderMap, StatusCode};
use openidconnect::JsonWebKey;
use serde::Deserialize;
use serde_json::{Map, Value};

/// How old a logout token may be.
const VALID: TimeDelta = TimeDelta::minutes(2);

const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// What the provider sends.
#[derive(Deserialize)]
pub struct LogoutForm {
    logout_token: String,
}

/// `POST /sign-in/{provider}/signed-out`: the provider says that somebody signed out there.
pub async fn back_channel(
    State(state): State<AppState>,
    Path(key): Path<String>,
    sign_out: Result<Form<LogoutForm>, FormRejection>,
) -> StatusCode {
    let is_staff = |provider: &std::sync::Arc<Provider>| provider.config.audience == Audience::Staff;
    let Some(provider) = state.providers.find(&key).filter(is_staff) else { return StatusCode::NOT_FOUND };
    let Ok(Form(sign_out)) = sign_out else { return StatusCode::BAD_REQUEST };
    let now = state.services.clock.now();
    let sign_out = match verify(&provider, &sign_out.logout_token, now).await {
        Ok(sign_out) => SignedOutThere { providers: state.providers.same_client(&provider), ..sign_out },
        Err(error) => {
            tracing::warn!(provider = key, error, "logout token refused");
            return StatusCode::BAD_REQUEST;
        }
    };
    match signed_out_there(&state.services, &sign_out).await {
        Ok(true) => StatusCode::OK,
        Ok(false) => StatusCode::BAD_REQUEST,
        Err(error) => {
            tracing::error!(%error, "sign-ins not ended");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

/// The claims of a logout token.
#[derive(Deserialize)]
struct Claims {
    iss: String,
    aud: OneOrMany,
    iat: i64,
    exp: Option<i64>,
    jti: String,
    events: Map<String, Value>,
    sub: Option<String>,
    sid: Option<String>,
    nonce: Option<Value>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

async fn verify(provider: &Provider, token: &str, now: DateTime<Utc>) -> Result<SignedOutThere, String> {
    token_header::check(token, &["logout+jwt"])?;
    let metadata = provider.metadata(now).await.map_err(|error| format!("{error:#}"))?;
    let payload = match signed_payload(provider, &metadata, token) {
        Ok(payload) => payload,
        Err(error) => {
            let metadata = provider.metadata_again(now).await.ok_or(error)?;
            signed_payload(provider, &metadata, token)?
        }
    };
    let claims: Claims = serde_json::from_slice(&payload).map_err(|_| "not a logout token")?;
    let config = &provider.config;
    let for_us = match &claims.aud {
        OneOrMany::One(one) => *one == config.client_id,
        OneOrMany::Many(many) => many.as_slice() == [config.client_id.clone()],
    };
    let age = now.timestamp() - claims.iat;
    let in_time = age <= VALID.num_seconds()
        && -age <= SKEW.num_seconds()
        && claims.exp.is_none_or(|exp| exp > now.timestamp());
    let is_logout = claims.events.contains_key(EVENT) && claims.nonce.is_none();
    if claims.iss != config.issuer || !for_us || !in_time || !is_logout || claims.jti.is_empty() {
        return Err("claims do not fit".to_owned());
    }
    let whose = match (claims.sid, claims.sub) {
        (Some(sid), _) => WhoseSignIns::Sid(sid),
        (None, Some(subject)) => WhoseSignIns::Subject(subject),
        (None, None) => return Err("nobody is meant".to_owned()),
    };
    Ok(SignedOutThere {
        providers: vec![provider.key.clone()],
        issuer: config.issuer.clone(),
        jti: claims.jti,
        expires_at: now + VALID + SKEW,
        whose,
    })
}

/// The payload, when a key of the provider's signed it.
fn signed_payload(provider: &Provider, metadata: &Metadata, token: &str) -> Result<Vec<u8>, String> {
    let header = token_header::check(token, &["logout+jwt"])?;
    let text = |name: &str| header.get(name).and_then(Value::as_str);
    let name = text("alg").filter(|name| provider.config.algorithms.contains(*name)).unwrap_or_default();
    let algorithm = algorithm(name).ok_or("another algorithm")?;
    let (signed, signature) = token.rsplit_once('.').ok_or("no signature")?;
    let (_, payload) = signed.split_once('.').ok_or("no payload")?;
    let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).map_err(|_| "not base64url".to_owned());
    let signature = decode(signature)?;
    let is_named = |key: &&openidconnect::core::CoreJsonWebKey| {
        text("kid").is_none_or(|id| key.key_id().is_some_and(|known| known.as_str() == id))
    };
    let mut keys = metadata.jwks().keys().iter().filter(is_named);
    let good = |key: &openidconnect::core::CoreJsonWebKey| {
        key.verify_signature(&algorithm, signed.as_bytes(), &signature).is_ok()
    };
    if keys.any(good) { decode(payload) } else { Err("the signature is nobody's".to_owned()) }
}

/// `GET /sign-out/{provider}`: signs out at the provider as well, where it knows how.
pub async fn go_there(
    State(state): State<AppState>,
    Path(key): Path<String>,
    Extension(language): Extension<Language>,
    headers: HeaderMap,
) -> Response {
    // No other site signs anybody out by a picture or a link of its own.
    if !is_from_here(&state, &headers) {
        return Redirect::to("/").into_response();
    }
    let Some(provider) = state.providers.find(&key) else { return StatusCode::NOT_FOUND.into_response() };
    let home = Redirect::to("/signed-out").into_response();
    let Ok(metadata) = provider.metadata(state.services.clock.now()).await else { return home };
    let Some(mut there) = metadata.additional_metadata().end_session_endpoint.clone() else { return home };
    there
        .query_pairs_mut()
        .append_pair("client_id", &provider.config.client_id)
        .append_pair("post_logout_redirect_uri", &format!("{}/signed-out", state.public_url))
        .append_pair("ui_locales", language.code());
    Redirect::to(there.as_str()).into_response()
}
