//! `[providers.KEY]`

use super::{check::Problem, secret::Secret};
use contract::person::{Language, Side};
use serde::Deserialize;
use std::{collections::BTreeSet, path::PathBuf};

/// An OpenID provider.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderConfig {
    /// For whom it is.
    pub audience: Audience,
    /// Its issuer, byte for byte.
    pub issuer: String,
    /// Our name there.
    pub client_id: String,
    client_secret: Option<Secret>,
    client_secret_file: Option<PathBuf>,
    /// Its name in Finnish.
    pub name_fi: String,
    /// Its name in Swedish.
    pub name_sv: String,
    /// Its name in English.
    pub name_en: String,
    /// The scopes asked for, besides `openid`.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// The `acr` values that are strong enough (P1). Obligatory for customers.
    #[serde(default)]
    pub acr: BTreeSet<String>,
    /// The claim that holds the identity code. Obligatory for customers.
    pub identity_code_claim: Option<String>,
    /// The claim that holds the name.
    #[serde(default = "name")]
    pub name_claim: String,
    /// The organisation whose staff sign in here (P2), by its short name. Obligatory for staff.
    pub organisation: Option<String>,
}

/// For whom a provider is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Customers, with strong identification.
    Customer,
    /// Staff of one organisation.
    Staff,
}

impl From<Audience> for Side {
    fn from(audience: Audience) -> Self {
        match audience {
            Audience::Customer => Self::Customer,
            Audience::Staff => Self::Counselor,
        }
    }
}

fn name() -> String {
    "name".to_owned()
}

impl ProviderConfig {
    /// Its name in a language.
    pub fn name(&self, language: Language) -> &str {
        match language {
            Language::Fi => &self.name_fi,
            Language::Sv => &self.name_sv,
            Language::En => &self.name_en,
        }
    }

    /// Our secret there. `key` is its place in the configuration.
    pub fn client_secret(&self, key: &str) -> Result<Secret, Problem> {
        let place = format!("providers.{key}.client_secret");
        Secret::resolve(&place, self.client_secret.as_ref(), self.client_secret_file.as_deref())
    }

    /// A provider of a demonstration.
    pub(crate) fn demonstration(audience: Audience, issuer: String, organisation: Option<String>) -> Self {
        let (name_fi, name_sv, name_en) = match audience {
            Audience::Customer => {
                ("Esittelytunnistus", "Demonstrationsidentifiering", "Demonstration identification")
            }
            Audience::Staff => ("Esimerkkilän tili", "Esimerkkiläs konto", "Esimerkkilä account"),
        };
        Self {
            audience,
            issuer,
            client_id: "luotsi-demo".into(),
            client_secret: Some(Secret::new("not-a-secret-on-this-machine")),
            client_secret_file: None,
            name_fi: name_fi.into(),
            name_sv: name_sv.into(),
            name_en: name_en.into(),
            scopes: vec!["profile".into()],
            acr: match audience {
                Audience::Customer => ["http://ftn.ficora.fi/2017/loatest2".to_owned()].into(),
                Audience::Staff => BTreeSet::new(),
            },
            identity_code_claim: (audience == Audience::Customer).then(|| "urn:oid:1.2.246.21".into()),
            name_claim: name(),
            organisation,
        }
    }
}
