//! Exchanging a code for tokens, once, by the client that holds the secret and the verifier.

use super::{Grant, Provider};
use crate::config::Audience;
use axum::{
    Extension, Form, Json,
    extract::State,
    response::{IntoResponse, Response},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use chrono::TimeDelta;
use domain::{Randomness, SystemRandomness};
use http::{HeaderMap, StatusCode, header::AUTHORIZATION};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const CREDENTIALS: &str = "luotsi-demo:not-a-secret-on-this-machine";
const CODE_LIVES: TimeDelta = TimeDelta::minutes(10);

/// A request for tokens.
#[derive(Deserialize)]
pub struct Exchange {
    grant_type: String,
    code: String,
    redirect_uri: String,
    code_verifier: String,
}

/// `POST /{realm}/token`
pub async fn token(
    State(provider): State<Provider>,
    Extension(realm): Extension<Audience>,
    headers: HeaderMap,
    Form(exchange): Form<Exchange>,
) -> Response {
    let expected = format!("Basic {}", STANDARD.encode(CREDENTIALS));
    if headers.get(AUTHORIZATION).is_none_or(|given| given.as_bytes() != expected.as_bytes()) {
        return error(StatusCode::UNAUTHORIZED, "invalid_client");
    }
    let grant = provider.grants.lock().ok().and_then(|mut grants| grants.remove(&exchange.code));
    match grant {
        Some(grant) if fits(&provider, realm, &grant, &exchange) => Json(json!({
            "access_token": SystemRandomness.token(),
            "token_type": "Bearer",
            "expires_in": 300,
            "id_token": provider.keys.sign(&claims(&provider, &grant)),
        }))
        .into_response(),
        _ => error(StatusCode::BAD_REQUEST, "invalid_grant"),
    }
}

fn error(status: StatusCode, code: &str) -> Response {
    (status, Json(json!({ "error": code }))).into_response()
}

fn fits(provider: &Provider, realm: Audience, grant: &Grant, exchange: &Exchange) -> bool {
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(exchange.code_verifier.as_bytes()));
    exchange.grant_type == "authorization_code"
        && grant.realm == realm
        && grant.redirect_uri == exchange.redirect_uri
        && grant.challenge == challenge
        && provider.clock.now() - grant.at < CODE_LIVES
}

fn claims(provider: &Provider, grant: &Grant) -> Value {
    let now = provider.clock.now().timestamp();
    let mut claims = json!({
        "iss": provider.issuer(grant.realm),
        "sub": grant.person.subject,
        "aud": "luotsi-demo",
        "iat": now,
        "auth_time": now,
        "exp": now + 300,
        "nonce": grant.nonce,
        "name": grant.person.name,
    });
    if let Some(claims) = claims.as_object_mut() {
        if let Some(acr) = &grant.acr {
            claims.insert("acr".into(), acr.as_str().into());
        }
        if grant.realm == Audience::Staff {
            claims.insert("email".into(), format!("{}@example.org", grant.person.subject).into());
        }
        if let Some(code) = grant.person.code {
            claims.insert("urn:oid:1.2.246.21".into(), code.into());
        }
    }
    claims
}
