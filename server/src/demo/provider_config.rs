//! The ways to sign in to a demonstration, as a configuration would name them.

use super::people::NEIGHBOUR;
use crate::config::{Audience, ProviderConfig};
use serde_json::json;

/// A provider of the demonstration: customers as in the Finnish Trust Network, staff as usual.
pub(super) fn provider_config(
    audience: Audience,
    issuer: &str,
    organisation: Option<&str>,
) -> anyhow::Result<ProviderConfig> {
    let (name_fi, name_sv, name_en) = match organisation {
        None => ("Esittelytunnistus", "Demonstrationsidentifiering", "Demonstration identification"),
        Some(NEIGHBOUR) => ("Naapurilan tili", "Naapurilas konto", "Naapurila account"),
        Some(_) => ("Esimerkkilän tili", "Esimerkkiläs konto", "Esimerkkilä account"),
    };
    let mut config = json!({
        "issuer": issuer,
        "client_id": "luotsi-demo",
        "name_fi": name_fi,
        "name_sv": name_sv,
        "name_en": name_en,
        "scopes": ["profile"],
    });
    let own = match audience {
        Audience::Customer => json!({
            "audience": "customer",
            "acr": ["http://ftn.ficora.fi/2017/loatest2"],
            "identity_code_claim": "urn:oid:1.2.246.21",
            "signed_requests": true,
            "encrypted_tokens": true,
            "service_name": { "fi": "Luotsi", "sv": "Luotsi", "en": "Luotsi" },
        }),
        Audience::Staff => json!({ "audience": "staff", "amr": ["mfa"], "organisation": organisation }),
    };
    if let (Some(config), Some(own)) = (config.as_object_mut(), own.as_object()) {
        config.extend(own.clone());
    }
    Ok(serde_json::from_value(config)?)
}
