//! What a provider of the Finnish Trust Network looks at: that a request, and whoever exchanges a
//! code, is signed by the one that it knows.

use anyhow::{Context, ensure};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use openidconnect::{
    JsonWebKey,
    core::{CoreJsonWebKeySet, CoreJwsSigningAlgorithm},
};
use serde_json::{Map, Value};

/// The claims of a token that `client` signed to `audience` with one of its `keys`.
///
/// # Errors
/// What is wrong with it.
pub fn verify(
    token: &str,
    keys: &Value,
    client: &str,
    audience: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<Map<String, Value>> {
    let parts: Vec<&str> = token.split('.').collect();
    let [header, payload, signature] = parts[..] else { anyhow::bail!("not a signed token") };
    let read = |part: &str| -> anyhow::Result<Map<String, Value>> {
        Ok(serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part)?)?)
    };
    let head = read(header)?;
    ensure!(head.get("alg").is_some_and(|alg| alg == "RS256"), "must be signed with RS256");
    ensure!(head.get("typ").is_some_and(|typ| typ == "JWT"), "typ must be JWT");
    let keys: CoreJsonWebKeySet = serde_json::from_value(keys.clone())?;
    let id = head.get("kid").and_then(Value::as_str).context("no kid")?;
    let signs = |key: &&openidconnect::core::CoreJsonWebKey| {
        let is_for_signing =
            key.key_use().is_some_and(|usage| *usage == openidconnect::core::CoreJsonWebKeyUse::Signature);
        is_for_signing && key.key_id().is_some_and(|known| known.as_str() == id)
    };
    let key = keys.keys().iter().find(signs).context("no key of this name")?;
    let signed = format!("{header}.{payload}");
    let signature = URL_SAFE_NO_PAD.decode(signature)?;
    key.verify_signature(&CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256, signed.as_bytes(), &signature)
        .map_err(|error| anyhow::anyhow!("{error}"))?;
    let claims = read(payload)?;
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    let time = |name: &str| claims.get(name).and_then(Value::as_i64);
    ensure!(text("iss") == Some(client), "iss must be the client");
    ensure!(text("aud") == Some(audience), "aud must be {audience}");
    ensure!(text("jti").is_some_and(|jti| jti.len() >= 22), "jti is missing or short");
    ensure!(time("iat").is_some_and(|at| at <= now.timestamp()), "iat is missing or to come");
    let exp = time("exp").context("no exp")?;
    ensure!(exp > now.timestamp() && exp <= now.timestamp() + 600, "exp is over or too far");
    ensure!(!claims.contains_key("nbf"), "nbf must not be there");
    Ok(claims)
}
