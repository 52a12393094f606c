//! Exchanging a code for tokens, once, by the client that holds the secret and the verifier.

use super::{CLIENT, Grant, Provider, SECRET, encrypt, verify};
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

const CODE_LIVES: TimeDelta = TimeDelta::minutes(10);

const ASSERTION: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// A request for tokens.
#[derive(Deserialize)]
pub struct Exchange {
    grant_type: String,
    code: String,
    redirect_uri: String,
    code_verifier: String,
    client_id: Option<String>,
    client_assertion_type: Option<String>,
    client_assertion: Option<String>,
}

/// `POST /{realm}/token`
pub async fn token(
    State(provider): State<Provider>,
    Extension(realm): Extension<Audience>,
    headers: HeaderMap,
    Form(exchange): Form<Exchange>,
) -> Response {
    let is_known = match realm {
        Audience::Customer => proves_itself(&provider, &exchange),
        Audience::Staff => {
            let expected = format!("Basic {}", STANDARD.encode(format!("{CLIENT}:{SECRET}")));
            headers.get(AUTHORIZATION).is_some_and(|given| given.as_bytes() == expected.as_bytes())
        }
    };
    if !is_known {
        return error(StatusCode::UNAUTHORIZED, "invalid_client");
    }
    let grant = provider.grants.lock().ok().and_then(|mut grants| grants.remove(&exchange.code));
    match grant {
        Some(grant) if fits(&provider, realm, &grant, &exchange) => match id_token(&provider, &grant) {
            Ok(id_token) => Json(json!({
                "access_token": SystemRandomness.token(),
                "token_type": "Bearer",
                "expires_in": 300,
                "id_token": id_token,
            }))
            .into_response(),
            Err(_) => error(StatusCode::INTERNAL_SERVER_ERROR, "server_error"),
        },
        _ => error(StatusCode::BAD_REQUEST, "invalid_grant"),
    }
}

/// Whether the exchange is signed by the one that we know (`private_key_jwt`).
fn proves_itself(provider: &Provider, exchange: &Exchange) -> bool {
    let endpoint = format!("{}/token", provider.issuer(Audience::Customer));
    let assertion = exchange.client_assertion.as_deref().unwrap_or_default();
    let claims = verify(assertion, &provider.client, CLIENT, &endpoint, provider.clock.now());
    exchange.client_id.as_deref() == Some(CLIENT)
        && exchange.client_assertion_type.as_deref() == Some(ASSERTION)
        && claims.is_ok_and(|claims| claims.get("sub").is_some_and(|sub| sub == CLIENT))
}

/// Signed; to customers' realm encrypted as well.
fn id_token(provider: &Provider, grant: &Grant) -> anyhow::Result<String> {
    let token = provider.key.sign("JWT", &claims(provider, grant))?;
    match grant.realm {
        Audience::Customer => encrypt(&token, &provider.client),
        Audience::Staff => Ok(token),
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
        "aud": CLIENT,
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
            claims.insert("amr".into(), json!(["pwd", "otp", "mfa"]));
            claims.insert("email".into(), format!("{}@example.org", grant.person.subject).into());
        }
        if let Some(code) = grant.person.code {
            claims.insert("urn:oid:1.2.246.21".into(), code.into());
        }
    }
    claims
}
