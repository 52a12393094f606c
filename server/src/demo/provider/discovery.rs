//! What the provider says of itself.

use super::Provider;
use crate::config::Audience;
use axum::{Extension, Json, extract::State};
use serde_json::{Value, json};

/// `GET /{realm}/.well-known/openid-configuration`
pub async fn configuration(
    State(provider): State<Provider>,
    Extension(realm): Extension<Audience>,
) -> Json<Value> {
    let issuer = provider.issuer(realm);
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/jwks"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "code_challenge_methods_supported": ["S256"],
        "acr_values_supported": ["http://ftn.ficora.fi/2017/loatest2"],
        "authorization_response_iss_parameter_supported": true,
    }))
}

/// `GET /{realm}/jwks`
pub async fn jwks(State(provider): State<Provider>) -> Json<Value> {
    Json(provider.keys.jwks())
}
