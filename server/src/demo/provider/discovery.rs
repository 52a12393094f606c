//! What the provider says of itself, and the way out of it.

use super::Provider;
use crate::config::Audience;
use axum::{
    Extension, Json,
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

/// `GET /{realm}/.well-known/openid-configuration`
pub async fn configuration(
    State(provider): State<Provider>,
    Extension(realm): Extension<Audience>,
) -> Json<Value> {
    let issuer = provider.issuer(realm);
    let mut says = json!({
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
    });
    let more = match realm {
        Audience::Customer => json!({
            "request_parameter_supported": true,
            "require_signed_request_object": true,
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            "id_token_encryption_alg_values_supported": ["RSA-OAEP"],
            "id_token_encryption_enc_values_supported": ["A128CBC-HS256"],
        }),
        Audience::Staff => json!({ "end_session_endpoint": format!("{issuer}/end") }),
    };
    if let (Some(says), Some(more)) = (says.as_object_mut(), more.as_object()) {
        says.extend(more.clone());
    }
    Json(says)
}

/// `GET /{realm}/jwks`
pub async fn jwks(State(provider): State<Provider>) -> Json<Value> {
    Json(json!({ "keys": [provider.key.jwk()] }))
}

/// Where somebody who signs out goes on.
#[derive(Deserialize)]
pub struct End {
    post_logout_redirect_uri: String,
}

/// `GET /{realm}/end`: nobody is ever signed in here, so there is only a way back.
pub async fn end(State(provider): State<Provider>, Query(end): Query<End>) -> Response {
    let own = provider.redirect_prefix.trim_end_matches("sign-in/");
    if end.post_logout_redirect_uri.starts_with(own) {
        Redirect::to(&end.post_logout_redirect_uri).into_response()
    } else {
        StatusCode::BAD_REQUEST.into_response()
    }
}
