//! The providers one can sign in with, and what discovery says of them.

use crate::config::{Config, Problem, ProviderConfig, Secret};
use chrono::{DateTime, TimeDelta, Utc};
use contract::person::{Language, SignInWay};
use openidconnect::{IssuerUrl, core::CoreProviderMetadata};
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use tokio::sync::RwLock;

/// How long what discovery said is believed.
const FRESH: TimeDelta = TimeDelta::minutes(10);

/// How long a provider may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// One provider.
pub struct Provider {
    /// Its key in the configuration.
    pub key: String,
    /// Its configuration.
    pub config: ProviderConfig,
    /// Our secret there.
    pub secret: Secret,
    /// The client for everything that is asked of it: no redirects, little patience.
    pub http: reqwest::Client,
    metadata: RwLock<Option<(DateTime<Utc>, Arc<CoreProviderMetadata>)>>,
}

/// All providers, by key.
#[derive(Clone, Default)]
pub struct Providers(Arc<BTreeMap<String, Arc<Provider>>>);

impl Providers {
    /// The providers of a configuration.
    pub fn from_config(config: &Config) -> Result<Self, Problem> {
        Self::new(config.providers.clone())
    }

    /// The providers configured so.
    pub fn new(configs: BTreeMap<String, ProviderConfig>) -> Result<Self, Problem> {
        let mut providers = BTreeMap::new();
        for (key, config) in configs {
            let secret = config.client_secret(&key)?;
            let provider =
                Provider { key: key.clone(), config, secret, http: http(), metadata: RwLock::new(None) };
            providers.insert(key, Arc::new(provider));
        }
        Ok(Self(Arc::new(providers)))
    }

    /// The provider with this key.
    pub fn find(&self, key: &str) -> Option<Arc<Provider>> {
        self.0.get(key).cloned()
    }

    /// The ways to sign in, as the sign-in page offers them.
    pub fn ways(&self, language: Language) -> Vec<SignInWay> {
        let way = |provider: &Arc<Provider>| SignInWay {
            key: provider.key.clone(),
            label: provider.config.name(language).to_owned(),
            side: provider.config.audience.into(),
        };
        self.0.values().map(way).collect()
    }
}

#[expect(clippy::expect_used, reason = "fails only where the machine has no TLS at all: at start")]
fn http() -> reqwest::Client {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(PATIENCE)
        .build()
        .expect("an HTTP client")
}

impl Provider {
    /// What discovery says, asked again when it is no longer fresh. The provider's issuer must be
    /// the one configured, byte for byte.
    ///
    /// # Errors
    /// When the provider cannot be reached and nothing is known of it.
    pub async fn metadata(&self, now: DateTime<Utc>) -> anyhow::Result<Arc<CoreProviderMetadata>> {
        if let Some((at, metadata)) = self.metadata.read().await.as_ref()
            && (now - *at).abs() < FRESH
        {
            return Ok(Arc::clone(metadata));
        }
        let issuer = IssuerUrl::new(self.config.issuer.clone())?;
        let asked = CoreProviderMetadata::discover_async(issuer, &self.http).await;
        let mut known = self.metadata.write().await;
        match asked {
            Ok(metadata) => Ok(Arc::clone(&known.insert((now, Arc::new(metadata))).1)),
            Err(error) => match known.as_ref() {
                Some((_, stale)) => Ok(Arc::clone(stale)),
                None => Err(error.into()),
            },
        }
    }
}
