//! What a provider says of itself: asked when it is needed, believed for a while, and asked again
//! at most once a minute where a key is not known.

use super::http::{Http, HttpError};
use crate::config::is_loopback;
use anyhow::{Context, bail};
use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::{
    AdditionalProviderMetadata, AsyncHttpClient, HttpRequest, HttpResponse, IssuerUrl, ProviderMetadata,
    core::{
        CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey,
        CoreJsonWebKeySet, CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm,
        CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType,
    },
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, pin::Pin, sync::Arc};
use tokio::{sync::Mutex, time::timeout};
use url::Url;

/// How long what a provider said is believed without asking again.
const FRESH: TimeDelta = TimeDelta::minutes(10);

/// How long it is believed at most, while the provider cannot be reached. Keys change daily at some.
const STALE: TimeDelta = TimeDelta::hours(24);

/// How rarely a provider is asked again for the sake of a key that is not known.
const KEYS_AGAIN: TimeDelta = TimeDelta::minutes(1);

/// How soon a provider that did not answer is asked again. Until then nobody waits for it.
const FAILED_AGAIN: TimeDelta = TimeDelta::seconds(5);

/// How long all that is asked may take together.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(5);

/// What we want to know beside the common parts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Told {
    /// Where signing out there begins.
    pub end_session_endpoint: Option<Url>,
    /// Whether its answers say whose they are (RFC 9207).
    #[serde(default)]
    pub authorization_response_iss_parameter_supported: bool,
    /// How codes can be bound to whoever asked for them.
    #[serde(default)]
    pub code_challenge_methods_supported: Vec<String>,
}

impl AdditionalProviderMetadata for Told {}

/// All that a provider says of itself, its keys included.
pub type Metadata = ProviderMetadata<
    Told,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

#[derive(Default)]
struct State {
    known: Option<Arc<Metadata>>,
    asked_at: DateTime<Utc>,
    failed_at: DateTime<Utc>,
}

/// What is known of a provider. One asks at a time; the others wait for that answer.
pub struct Discovery {
    issuer: String,
    /// Where its endpoints may be, besides the issuer's host.
    hosts: BTreeSet<String>,
    /// Keys that were agreed on, instead of those that the provider publishes.
    keys: Option<CoreJsonWebKeySet>,
    state: Mutex<State>,
}

impl Discovery {
    /// Nothing is known yet.
    pub fn new(issuer: String, hosts: BTreeSet<String>, keys: Option<CoreJsonWebKeySet>) -> Self {
        Self { issuer, hosts, keys, state: Mutex::default() }
    }

    /// What the provider says. Its issuer must be the one configured, byte for byte.
    ///
    /// # Errors
    /// When it cannot be reached, and what is known is too old.
    pub async fn metadata(&self, http: &Http, now: DateTime<Utc>) -> anyhow::Result<Arc<Metadata>> {
        let mut state = self.state.lock().await;
        match &state.known {
            Some(known) if (now - state.asked_at).abs() < FRESH => Ok(Arc::clone(known)),
            _ => self.ask(http, &mut state, now).await,
        }
    }

    /// What the provider says now that a key is not known. `None` when it was just asked.
    pub async fn again(&self, http: &Http, now: DateTime<Utc>) -> Option<Arc<Metadata>> {
        let mut state = self.state.lock().await;
        if (now - state.asked_at).abs() < KEYS_AGAIN {
            return None;
        }
        self.ask(http, &mut state, now).await.ok()
    }

    async fn ask(&self, http: &Http, state: &mut State, now: DateTime<Utc>) -> anyhow::Result<Arc<Metadata>> {
        if (now - state.failed_at).abs() >= FAILED_AGAIN {
            match self.discover(http).await {
                Ok(metadata) => {
                    let metadata = Arc::new(metadata);
                    *state = State { known: Some(Arc::clone(&metadata)), asked_at: now, ..State::default() };
                    return Ok(metadata);
                }
                Err(error) => {
                    state.failed_at = now;
                    tracing::warn!(
                        issuer = self.issuer,
                        error = format!("{error:#}"),
                        "provider not reached"
                    );
                }
            }
        }
        match &state.known {
            Some(known) if (now - state.asked_at).abs() < STALE => Ok(Arc::clone(known)),
            _ => bail!("the provider does not answer"),
        }
    }

    async fn discover(&self, http: &Http) -> anyhow::Result<Metadata> {
        let issuer = IssuerUrl::new(self.issuer.clone())?;
        let within = Within { http, discovery: self };
        let metadata =
            timeout(PATIENCE, Metadata::discover_async(issuer, &within)).await.context("too slow")??;
        self.check_endpoints(&metadata)?;
        Ok(match &self.keys {
            Some(keys) => metadata.set_jwks(keys.clone()),
            None => metadata,
        })
    }

    /// Whether every endpoint is where it may be: whoever can write a provider's discovery must not send
    /// people, codes or our secret elsewhere.
    fn check_endpoints(&self, metadata: &Metadata) -> anyhow::Result<()> {
        let endpoints = [
            Some(metadata.authorization_endpoint().url()),
            metadata.token_endpoint().map(openidconnect::TokenUrl::url),
            metadata.additional_metadata().end_session_endpoint.as_ref(),
        ];
        for endpoint in endpoints.into_iter().flatten() {
            if !self.may_be_at(endpoint) {
                return Err(elsewhere(endpoint).into());
            }
        }
        Ok(())
    }

    /// Whether something of this provider may be there.
    fn may_be_at(&self, place: &Url) -> bool {
        let is_safe = place.scheme() == "https" || place.host().is_some_and(|host| is_loopback(&host));
        let host = place.host_str().unwrap_or_default();
        let is_issuer = Url::parse(&self.issuer).is_ok_and(|issuer| issuer.host_str() == place.host_str());
        is_safe && (is_issuer || self.hosts.contains(host))
    }
}

fn elsewhere(place: &Url) -> HttpError {
    HttpError::Elsewhere(format!("{}://{}", place.scheme(), place.host_str().unwrap_or_default()))
}

/// Asks only where the provider may be: its keys are asked for before its own word can be looked at.
struct Within<'d> {
    http: &'d Http,
    discovery: &'d Discovery,
}

impl<'c> AsyncHttpClient<'c> for Within<'_> {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let place = Url::parse(&request.uri().to_string());
            let place = place.map_err(|_| HttpError::Elsewhere("no address".to_owned()))?;
            if !self.discovery.may_be_at(&place) {
                return Err(elsewhere(&place));
            }
            self.http.call(request).await
        })
    }
}
