//! What is asked of a provider: an address for the browser, its parameters plain or, in the Finnish
//! Trust Network, in an object that we sign (RFC 9101).

use super::{discovery::Metadata, provider::Provider};
use crate::{client_keys::ClientKeys, config::Credentials};
use anyhow::Context;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use contract::person::Language;
use domain::people::session::attempt::Attempt;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use url::Url;

/// How long a signed request may be on its way.
const VALID: TimeDelta = TimeDelta::minutes(10);

/// What the address is made of.
pub struct AuthorizationRequest<'a> {
    /// Where to.
    pub provider: &'a Provider,
    /// What the provider says of itself.
    pub metadata: &'a Metadata,
    /// Where the answer shall come.
    pub redirect_uri: String,
    /// Names the attempt in the answer.
    pub state: &'a str,
    /// The attempt.
    pub attempt: &'a Attempt,
    /// The person's language.
    pub language: Language,
}

/// Whether codes are bound to us by PKCE (RFC 7636).
pub fn uses_pkce(provider: &Provider, metadata: &Metadata) -> bool {
    let known = &metadata.additional_metadata().code_challenge_methods_supported;
    let config = &provider.config;
    config.pkce.unwrap_or(!config.signed_requests || known.iter().any(|method| method == "S256"))
}

impl AuthorizationRequest<'_> {
    /// The address at the provider. `unique` names a signed request.
    ///
    /// # Errors
    /// When our keys are of no use.
    pub fn address(&self, unique: &str, now: DateTime<Utc>) -> anyhow::Result<Url> {
        let mut address = self.metadata.authorization_endpoint().url().clone();
        let parameters = self.parameters();
        let signed = self.provider.config.signed_requests;
        match &self.provider.credentials {
            Credentials::Keys(keys) if signed => {
                let object = self.object(keys, parameters, unique, now)?;
                let client_id = self.provider.config.client_id.as_str();
                address.query_pairs_mut().append_pair("client_id", client_id).append_pair("request", &object);
            }
            _ => {
                for (name, value) in parameters {
                    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                    address.query_pairs_mut().append_pair(&name, &text);
                }
            }
        }
        Ok(address)
    }

    fn parameters(&self) -> Map<String, Value> {
        let config = &self.provider.config;
        let list = |values: &mut dyn Iterator<Item = &str>| values.collect::<Vec<_>>().join(" ");
        let mut parameters = Map::new();
        let mut set = |name: &str, value: Value| parameters.insert(name.to_owned(), value);
        set("response_type", "code".into());
        set("client_id", config.client_id.as_str().into());
        set("redirect_uri", self.redirect_uri.as_str().into());
        let scopes = config.scopes.iter().map(String::as_str);
        set("scope", list(&mut std::iter::once("openid").chain(scopes)).into());
        set("state", self.state.into());
        set("nonce", self.attempt.nonce.as_str().into());
        set("ui_locales", self.language.code().into());
        if !config.acr.is_empty() {
            set("acr_values", list(&mut config.acr.iter().map(String::as_str)).into());
        }
        if let Some(name) = &config.service_name {
            set("ftn_spname", name.get(self.language).into());
        }
        if self.attempt.reauthenticating.is_some() {
            set("prompt", "login".into());
            set("max_age", 0.into());
        } else if let Some(prompt) = config.prompt() {
            set("prompt", prompt.into());
        }
        if let Some(verifier) = &self.attempt.verifier {
            let challenge = Sha256::digest(verifier.as_bytes());
            set("code_challenge", URL_SAFE_NO_PAD.encode(challenge).into());
            set("code_challenge_method", "S256".into());
        }
        parameters
    }

    fn object(
        &self,
        keys: &ClientKeys,
        mut claims: Map<String, Value>,
        unique: &str,
        now: DateTime<Utc>,
    ) -> anyhow::Result<String> {
        let config = &self.provider.config;
        let about = json!({
            "iss": config.client_id,
            "aud": config.issuer,
            "jti": unique,
            "iat": now.timestamp(),
            "exp": (now + VALID).timestamp(),
        });
        claims.extend(about.as_object().cloned().unwrap_or_default());
        keys.sign(&Value::Object(claims), now).context("no key to sign the request with")
    }
}
