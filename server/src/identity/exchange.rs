//! Exchanging the code for an ID token. The other tokens are dropped here; none is stored.

use super::{discovery::Metadata, http::HttpError, provider::Provider};
use crate::config::Credentials;
use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::json;

/// How long an assertion that it is us may be on its way.
const VALID: TimeDelta = TimeDelta::minutes(5);

const ASSERTION: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// Why there is no token.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// The provider cannot be reached.
    #[error("not reached: {0}")]
    Unreachable(#[from] HttpError),
    /// It is in trouble itself.
    #[error("in trouble: {0}")]
    Trouble(http::StatusCode),
    /// It gives no token.
    #[error("refused: {0}")]
    Refused(String),
}

/// What counts of the answer.
#[derive(Deserialize)]
struct Tokens {
    id_token: String,
}

/// What a provider answers instead.
#[derive(Deserialize)]
struct Refused {
    error: String,
}

/// A code, and what goes with it.
pub struct Exchange {
    /// The code.
    pub code: String,
    /// The verifier of PKCE, where it is used.
    pub verifier: Option<String>,
    /// The address to which the code came.
    pub redirect_uri: String,
    /// Names our assertion, if one is needed.
    pub unique: String,
}

impl Exchange {
    /// The ID token, as it came.
    pub async fn id_token(
        self,
        provider: &Provider,
        metadata: &Metadata,
        now: DateTime<Utc>,
    ) -> Result<String, ExchangeError> {
        let refused = |what: &str| ExchangeError::Refused(what.to_owned());
        let endpoint = metadata.token_endpoint().ok_or_else(|| refused("no token endpoint"))?.as_str();
        let client_id = &provider.config.client_id;
        let mut form = vec![
            ("grant_type", "authorization_code".to_owned()),
            ("code", self.code),
            ("redirect_uri", self.redirect_uri),
        ];
        form.extend(self.verifier.map(|verifier| ("code_verifier", verifier)));
        let request = match &provider.credentials {
            Credentials::Secret(secret) => {
                let encode =
                    |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
                let (name, password) = (encode(client_id), encode(secret.reveal()));
                provider.http.post(endpoint, &form).basic_auth(name, Some(password))
            }
            Credentials::Keys(keys) => {
                let assertion = json!({
                    "iss": client_id,
                    "sub": client_id,
                    "aud": endpoint,
                    "jti": self.unique,
                    "iat": now.timestamp(),
                    "exp": (now + VALID).timestamp(),
                });
                let assertion = keys.sign(&assertion, now).ok_or_else(|| refused("no key to sign with"))?;
                form.push(("client_id", client_id.clone()));
                form.push(("client_assertion_type", ASSERTION.to_owned()));
                form.push(("client_assertion", assertion));
                provider.http.post(endpoint, &form)
            }
        };
        let answer = provider.http.send(request.build().map_err(HttpError::from)?).await?;
        match answer.status() {
            status if status.is_success() => match serde_json::from_slice::<Tokens>(answer.body()) {
                Ok(tokens) => Ok(tokens.id_token),
                Err(_) => Err(refused("no ID token in the answer")),
            },
            status if status.is_server_error() => Err(ExchangeError::Trouble(status)),
            status => Err(match serde_json::from_slice::<Refused>(answer.body()) {
                Ok(refused) => ExchangeError::Refused(super::word(&refused.error).to_owned()),
                Err(_) => ExchangeError::Refused(status.to_string()),
            }),
        }
    }
}
