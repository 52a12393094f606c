//! `[providers.KEY]`

use super::{problem::Problem, secret::Secret};
use crate::client_keys::ClientKeys;
use contract::{
    person::{Language, Side},
    staff::StaffRole,
};
use openidconnect::core::CoreJsonWebKeySet;
use serde::Deserialize;
use std::{
    collections::{BTreeSet, HashMap},
    fs,
    path::PathBuf,
    sync::Arc,
};

/// The signature algorithms that a provider may be allowed.
pub const ALGORITHMS: [&str; 3] = ["RS256", "PS256", "ES256"];

/// How long a name of the service may be at a bank (Finnish Trust Network).
const LONGEST_SERVICE_NAME: usize = 40;

/// How old a customer's identification may be, in minutes, where nothing else is configured.
const CUSTOMER_FRESH: u32 = 5;

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
    /// The file with our keys there, made by `luotsi keys new`: instead of a secret.
    keys: Option<PathBuf>,
    /// A file with the provider's keys, where those were agreed on instead of published.
    jwks_file: Option<PathBuf>,
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
    /// The `amr` values of which one must be there. Staff need these or `acr`.
    #[serde(default)]
    pub amr: BTreeSet<String>,
    /// The claim that holds the identity code. Obligatory for customers.
    pub identity_code_claim: Option<String>,
    /// The claim that holds the name.
    #[serde(default = "name")]
    pub name_claim: String,
    /// The organisation whose staff sign in here (P2), by its short name. Obligatory for staff.
    pub organisation: Option<String>,
    /// Which values of which claim give staff their roles, besides the main user's grants (P2).
    pub roles: Option<RolesConfig>,
    /// The domains of its people's addresses at work; an address of another domain is none. Any, where
    /// none is named.
    #[serde(default)]
    pub email_domains: BTreeSet<String>,
    /// Hosts on which its endpoints may be, besides the issuer's own.
    #[serde(default)]
    pub hosts: BTreeSet<String>,
    /// Whether requests are signed objects (Finnish Trust Network). Needs `keys`.
    #[serde(default)]
    pub signed_requests: bool,
    /// Whether ID tokens are encrypted to us; then a plain one is refused. Needs `keys`.
    #[serde(default)]
    pub encrypted_tokens: bool,
    /// Whether codes are bound to us by PKCE. Otherwise they are, except in signed requests to a
    /// provider that does not say it knows this.
    pub pkce: Option<bool>,
    /// The algorithms that ID tokens may be signed with.
    #[serde(default = "algorithms")]
    pub algorithms: BTreeSet<String>,
    /// How the service is called where people identify themselves (`ftn_spname`).
    pub service_name: Option<ServiceName>,
    prompt: Option<String>,
    fresh_minutes: Option<u32>,
}

/// The name of the service in the languages that people identify themselves in.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceName {
    fi: String,
    sv: String,
    en: String,
}

impl ServiceName {
    /// It in a language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Fi => &self.fi,
            Language::Sv => &self.sv,
            Language::En => &self.en,
        }
    }
}

/// Roles that the organisation's own provider gives.
#[derive(Clone, Debug, Deserialize)]
pub struct RolesConfig {
    /// The claim: a text, or a list of texts.
    pub claim: String,
    /// The values that give a role, by the role's word. Another word is refused.
    #[serde(flatten)]
    pub values: HashMap<StaffRole, BTreeSet<String>>,
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

fn algorithms() -> BTreeSet<String> {
    ALGORITHMS.map(str::to_owned).into()
}

/// How we show a provider that it is us who ask.
#[derive(Debug)]
pub enum Credentials {
    /// By a secret that both know.
    Secret(Secret),
    /// By tokens that only we can sign (`private_key_jwt`).
    Keys(Arc<ClientKeys>),
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

    /// What is asked of the provider beyond an identification: for customers to identify anew, as
    /// they may sit at a machine that others use.
    pub fn prompt(&self) -> Option<&str> {
        let prompt = self.prompt.as_deref();
        prompt
            .or((self.audience == Audience::Customer).then_some("login"))
            .filter(|prompt| !prompt.is_empty())
    }

    /// How old an identification may be, in minutes; any age where nothing is said for staff.
    pub fn fresh_minutes(&self) -> Option<u32> {
        self.fresh_minutes.or((self.audience == Audience::Customer).then_some(CUSTOMER_FRESH))
    }

    /// How the provider knows us. `key` is its place in the configuration.
    pub fn credentials(&self, key: &str) -> Result<Credentials, Problem> {
        let place = format!("providers.{key}.client_secret");
        let Some(path) = &self.keys else {
            let secret =
                Secret::resolve(&place, self.client_secret.as_ref(), self.client_secret_file.as_deref());
            return secret.map(Credentials::Secret);
        };
        if self.client_secret.is_some() || self.client_secret_file.is_some() {
            return Err(Problem::new(place, "give either it or keys, not both"));
        }
        let keys = ClientKeys::load(path);
        let keys = keys.map_err(|error| Problem::new(format!("providers.{key}.keys"), error.to_string()))?;
        Ok(Credentials::Keys(Arc::new(keys)))
    }

    /// The provider's keys, where they were agreed on.
    pub fn agreed_keys(&self, key: &str) -> Result<Option<CoreJsonWebKeySet>, Problem> {
        let Some(path) = &self.jwks_file else { return Ok(None) };
        let problem = |what: String| Problem::new(format!("providers.{key}.jwks_file"), what);
        let text =
            fs::read_to_string(path).map_err(|error| problem(format!("{}: {error}", path.display())))?;
        let keys: CoreJsonWebKeySet =
            serde_json::from_str(&text).map_err(|_| problem("is not a JSON Web Key set".into()))?;
        if keys.keys().is_empty() {
            return Err(problem("holds no key that could be used".into()));
        }
        Ok(Some(keys))
    }

    /// What is wrong with it; `place` is where it stands in the configuration.
    pub(super) fn problems(&self, place: &str) -> Vec<Problem> {
        let mut problems = vec![];
        let mut note =
            |field: &str, what: &str| problems.push(Problem::new(format!("{place}.{field}"), what));
        match self.audience {
            Audience::Customer => {
                if self.acr.is_empty() {
                    note("acr", "customers need at least one strong level");
                }
                if self.identity_code_claim.is_none() {
                    note("identity_code_claim", "missing: customers are known by it");
                }
                if self.roles.is_some() {
                    note("roles", "customers have none");
                }
            }
            Audience::Staff => {
                if self.organisation.is_none() {
                    note("organisation", "missing: staff belong to one");
                }
                if self.acr.is_empty() && self.amr.is_empty() {
                    note("amr", "missing: a password alone is not enough for staff; give amr or acr values");
                }
            }
        }
        if self.keys.is_none() && self.signed_requests {
            note("signed_requests", "need keys: make them with `luotsi keys new --for provider`");
        }
        if self.keys.is_none() && self.encrypted_tokens {
            note("encrypted_tokens", "need keys: make them with `luotsi keys new --for provider`");
        }
        let unknown = |name: &String| !ALGORITHMS.contains(&name.as_str());
        if self.algorithms.is_empty() || self.algorithms.iter().any(unknown) {
            note("algorithms", "must be some of RS256, PS256 and ES256");
        }
        let names = self.service_name.iter().flat_map(|name| [&name.fi, &name.sv, &name.en]);
        if names.into_iter().any(|name| name.is_empty() || name.chars().count() > LONGEST_SERVICE_NAME) {
            note("service_name", "must have 1 to 40 characters in each language");
        }
        problems
    }
}
