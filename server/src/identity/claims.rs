//! The checks of an ID token that go beyond the library's, and what is read from it.

use super::provider::Provider;
use crate::config::Audience;
use chrono::{DateTime, TimeDelta, Utc};
use contract::identity_code::IdentityCode;
use domain::{
    person::{CustomerIdentity, StaffIdentity},
    session::Refusal,
};
use openidconnect::{
    AdditionalClaims, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, IdTokenClaims,
    IdTokenFields, StandardErrorResponse, StandardTokenResponse,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
        CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreRevocableToken,
        CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
    },
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How far the provider's clock may be ahead of ours.
const SKEW: TimeDelta = TimeDelta::seconds(30);

/// All claims that have no standard place: their names differ from provider to provider.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Extra(#[serde(default)] BTreeMap<String, serde_json::Value>);

impl AdditionalClaims for Extra {}

/// The client of a provider, by what discovery tells of its endpoints.
pub type Client = openidconnect::Client<
    Extra,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<
        IdTokenFields<
            Extra,
            EmptyExtraTokenFields,
            CoreGenderClaim,
            CoreJweContentEncryptionAlgorithm,
            CoreJwsSigningAlgorithm,
        >,
        CoreTokenType,
    >,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// The claims of a verified ID token.
pub type Claims = IdTokenClaims<Extra, CoreGenderClaim>;

/// Whom a verified token is about.
#[derive(Debug)]
pub enum Identity {
    /// A customer (P1).
    Customer(CustomerIdentity),
    /// A member of staff (P2).
    Staff(StaffIdentity),
}

/// Checks what the library does not, and reads the identity.
///
/// # Errors
/// [`Refusal::Weak`] for a level that is missing or not in the configured set (P1),
/// [`Refusal::Answer`] for everything else that does not fit.
pub fn identity(provider: &Provider, claims: &Claims, now: DateTime<Utc>) -> Result<Identity, Refusal> {
    let config = &provider.config;
    if claims.authorized_party().is_some_and(|party| party.as_str() != config.client_id) {
        return Err(Refusal::Answer);
    }
    if claims.issue_time() > now + SKEW {
        return Err(Refusal::Answer);
    }
    let acr = claims.auth_context_ref().map(|acr| acr.as_str());
    if !config.acr.is_empty() && !acr.is_some_and(|acr| config.acr.contains(acr)) {
        return Err(Refusal::Weak);
    }
    let name = text(claims, &config.name_claim).ok_or(Refusal::Answer)?;
    match config.audience {
        Audience::Customer => {
            let claim = config.identity_code_claim.as_deref().unwrap_or_default();
            let code = text(claims, claim).and_then(|code| IdentityCode::parse(&code));
            Ok(Identity::Customer(CustomerIdentity { code: code.ok_or(Refusal::Answer)?, name }))
        }
        Audience::Staff => Ok(Identity::Staff(StaffIdentity {
            issuer: config.issuer.clone(),
            subject: claims.subject().as_str().to_owned(),
            name,
            email: text(claims, "email"),
        })),
    }
}

/// A claim that is a text, under its standard place or any other name.
fn text(claims: &Claims, claim: &str) -> Option<String> {
    let text = match claim {
        "name" => claims.name()?.get(None)?.as_str(),
        "email" => claims.email()?.as_str(),
        other => claims.additional_claims().0.get(other)?.as_str()?,
    };
    let text = text.trim();
    let fits = !text.is_empty() && text.chars().count() <= 200 && !text.chars().any(char::is_control);
    fits.then(|| text.to_owned())
}
