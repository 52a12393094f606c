//! The checks of an ID token that go beyond the library's, and what is read from it.

use super::{Refused, provider::Provider};
use crate::config::{Audience, RolesConfig};
use chrono::{DateTime, TimeDelta, Utc};
use contract::identity_code::IdentityCode;
use domain::people::{
    person::{CustomerIdentity, Roles, StaffIdentity, StaffRole},
    session::Refusal,
};
use openidconnect::{AdditionalClaims, IdTokenClaims, core::CoreGenderClaim};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// How far the provider's clock may be ahead of ours.
pub(crate) const SKEW: TimeDelta = TimeDelta::seconds(30);

/// All claims that have no standard place: their names differ from provider to provider.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Extra(#[serde(default)] BTreeMap<String, Value>);

impl AdditionalClaims for Extra {}

/// The claims of a verified ID token.
pub type Claims = IdTokenClaims<Extra, CoreGenderClaim>;

/// Whom a verified token is about.
#[derive(Debug)]
pub enum Identity {
    /// A customer (P1).
    Customer(CustomerIdentity),
    /// A member of staff (P2), and the roles that their provider gives them, where it gives any.
    Staff(StaffIdentity, Option<Roles>),
}

/// What a token that stood up to every check says.
#[derive(Debug)]
pub struct Authentication {
    /// Whom it is about.
    pub identity: Identity,
    /// How strongly they identified themselves.
    pub acr: Option<String>,
    /// When they did, if the provider tells.
    pub at: Option<DateTime<Utc>>,
    /// The provider's name for their sign-in there.
    pub sid: Option<String>,
}

/// Checks what the library does not, and reads the identity.
///
/// # Errors
/// [`Refusal::Weak`] for a level that is missing or not in the configured set (P1),
/// [`Refusal::Answer`] for everything else that does not fit.
pub fn authentication(
    provider: &Provider,
    claims: &Claims,
    now: DateTime<Utc>,
) -> Result<Authentication, Refused> {
    let refused = |what: &str| Refused::because(Refusal::Answer, what);
    let config = &provider.config;
    if claims.authorized_party().is_some_and(|party| party.as_str() != config.client_id) {
        return Err(refused("another authorized party"));
    }
    let not_before = claims.additional_claims().0.get("nbf").map(|at| at.as_i64().unwrap_or(i64::MAX));
    let is_early = not_before.is_some_and(|at| at > (now + SKEW).timestamp());
    if claims.issue_time() > now + SKEW || is_early {
        return Err(refused("issued in the future"));
    }
    let acr = claims.auth_context_ref().map(|acr| acr.as_str());
    let is_strong = config.acr.is_empty() || acr.is_some_and(|acr| config.acr.contains(acr));
    let mut methods = claims.auth_method_refs().into_iter().flatten();
    let by_good_means = config.amr.is_empty() || methods.any(|amr| config.amr.contains(amr.as_str()));
    if !is_strong || !by_good_means {
        return Err(Refused::because(Refusal::Weak, "another acr or amr"));
    }
    let fresh = config.fresh_minutes().map(|minutes| TimeDelta::minutes(i64::from(minutes)));
    let at = claims.auth_time();
    let is_fresh = match (at, fresh) {
        (Some(at), fresh) => at <= now + SKEW && fresh.is_none_or(|fresh| now - at <= fresh),
        (None, fresh) => fresh.is_none(),
    };
    if !is_fresh {
        return Err(refused("authenticated too long ago, or nobody knows when"));
    }
    let (acr, sid) = (acr.map(str::to_owned), text(claims, "sid"));
    Ok(Authentication { identity: identity(provider, claims)?, acr, at, sid })
}

fn identity(provider: &Provider, claims: &Claims) -> Result<Identity, Refused> {
    let config = &provider.config;
    let refused = |what: &str| Refused::because(Refusal::Answer, what);
    let name = text(claims, &config.name_claim).ok_or_else(|| refused("no name"))?;
    match config.audience {
        Audience::Customer => {
            let claim = config.identity_code_claim.as_deref().unwrap_or_default();
            // As it is written: what people type may be put right, what a provider says may not.
            let code = text(claims, claim)
                .and_then(|code| IdentityCode::parse(&code).filter(|parsed| parsed.reveal() == code));
            Ok(Identity::Customer(CustomerIdentity {
                code: code.ok_or_else(|| refused("no identity code, or a wrong one"))?,
                name,
            }))
        }
        Audience::Staff => {
            let staff = StaffIdentity {
                issuer: config.issuer.clone(),
                subject: claims.subject().as_str().to_owned(),
                name,
                email: text(claims, "email")
                    .filter(|email| is_vouched_for(&config.email_domains, claims.email_verified(), email)),
            };
            Ok(Identity::Staff(staff, config.roles.as_ref().map(|roles| given(roles, claims))))
        }
    }
}

/// Whether an address is one of the person's: the provider does not say that it is not, and it is of a
/// domain that the organisation named, where it did.
fn is_vouched_for(domains: &BTreeSet<String>, verified: Option<bool>, email: &str) -> bool {
    let domain = email.rsplit_once('@').map(|(_, domain)| domain.to_lowercase());
    let is_of_it = domain.is_some_and(|domain| {
        domains.is_empty() || domains.iter().any(|known| known.to_lowercase() == domain)
    });
    verified != Some(false) && is_of_it
}

/// The roles that the provider gives: by a claim that is a text, or a list of texts.
fn given(config: &RolesConfig, claims: &Claims) -> Roles {
    let values: Vec<&str> = match claims.additional_claims().0.get(&config.claim) {
        Some(Value::String(value)) => vec![value],
        Some(Value::Array(values)) => values.iter().filter_map(Value::as_str).collect(),
        _ => vec![],
    };
    let is_given = |(_, by): &(&StaffRole, &BTreeSet<String>)| values.iter().any(|value| by.contains(*value));
    config.values.iter().filter(is_given).map(|(role, _)| *role).collect()
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

#[cfg(test)]
mod tests {
    use super::is_vouched_for;
    use std::collections::BTreeSet;

    #[test]
    fn p2_an_address_counts_where_its_provider_may_speak_of_it_and_does_not_doubt_it() {
        let (all, named) = (BTreeSet::new(), BTreeSet::from(["Esimerkkila.example".to_owned()]));
        for (domains, verified, email, counts) in [
            (&all, None, "anna@anywhere.example", true),
            (&all, Some(false), "anna@anywhere.example", false),
            (&all, Some(true), "no address", false),
            (&named, Some(true), "anna@esimerkkila.EXAMPLE", true),
            (&named, None, "anna@esimerkkila.example", true),
            (&named, Some(false), "anna@esimerkkila.example", false),
            (&named, Some(true), "anna@sub.esimerkkila.example", false),
            (&named, Some(true), "anna@esimerkkila.example@evil.example", false),
            (&named, Some(true), "anna@evilesimerkkila.example", false),
        ] {
            assert_eq!(is_vouched_for(domains, verified, email), counts, "{email} {verified:?}");
        }
    }
}
