//! From the ID token as it came to claims that can be believed: opened if it is encrypted,
//! its signature and its common claims checked by the library.

use super::{
    claims::{Claims, Extra},
    discovery::Metadata,
    provider::Provider,
    token_header,
};
use crate::config::Credentials;
use chrono::{DateTime, Utc};
use openidconnect::{
    ClaimsVerificationError, ClientId, IdToken, IdTokenVerifier, Nonce, SignatureVerificationError,
    core::{CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm},
};
use std::str::FromStr;

type Token = IdToken<Extra, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;

/// The claims of a token that stood up to all checks of the library.
///
/// # Errors
/// What is wrong, for the log.
pub async fn claims(
    provider: &Provider,
    metadata: &Metadata,
    token: String,
    nonce: &str,
    now: DateTime<Utc>,
) -> Result<Claims, String> {
    let token = match &provider.credentials {
        Credentials::Keys(keys) if provider.config.encrypted_tokens => {
            keys.open(&token).map_err(|error| error.to_string())?
        }
        _ => token,
    };
    token_header::check(&token, &["JWT"])?;
    let token = Token::from_str(&token).map_err(|error| error.to_string())?;
    let nonce = Nonce::new(nonce.to_owned());
    let verified = match token.claims(&verifier(provider, metadata, now), &nonce) {
        Err(ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey)) => {
            let metadata = provider.metadata_again(now).await.ok_or("no key of this name")?;
            token.claims(&verifier(provider, &metadata, now), &nonce).cloned()
        }
        verified => verified.cloned(),
    };
    verified.map_err(|error| error.to_string())
}

/// A verifier that takes no signature by a shared secret.
fn verifier(
    provider: &Provider,
    metadata: &Metadata,
    now: DateTime<Utc>,
) -> IdTokenVerifier<'static, CoreJsonWebKey> {
    let config = &provider.config;
    let client_id = ClientId::new(config.client_id.clone());
    IdTokenVerifier::new_public_client(client_id, metadata.issuer().clone(), metadata.jwks().clone())
        .set_allowed_algs(config.algorithms.iter().filter_map(|name| algorithm(name)))
        .set_time_fn(move || now)
}

/// The signature algorithm of this name, among those that may be configured.
pub fn algorithm(name: &str) -> Option<CoreJwsSigningAlgorithm> {
    match name {
        "RS256" => Some(CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256),
        "PS256" => Some(CoreJwsSigningAlgorithm::RsaSsaPssSha256),
        "ES256" => Some(CoreJwsSigningAlgorithm::EcdsaP256Sha256),
        _ => None,
    }
}
