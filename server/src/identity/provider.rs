//! The providers one can sign in with.

use super::{
    discovery::{Discovery, Metadata},
    http::Http,
};
use crate::config::{Config, Credentials, Problem, ProviderConfig};
use chrono::{DateTime, Utc};
use contract::person::{Language, Side, SignInOption};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

/// One provider.
pub struct Provider {
    /// Its key in the configuration.
    pub key: String,
    /// Its configuration.
    pub config: ProviderConfig,
    /// How it knows us.
    pub credentials: Credentials,
    /// The client for everything that is asked of it.
    pub http: Http,
    discovery: Discovery,
}

/// All providers, by key.
#[derive(Clone, Default)]
pub struct Providers(Arc<BTreeMap<String, Arc<Provider>>>);

impl Providers {
    /// The providers of a configuration.
    pub fn from_config(config: &Config) -> Result<Self, Problem> {
        let loaded = config.providers.iter().map(|(key, provider)| {
            let credentials = provider.credentials(key)?;
            Ok((key.clone(), (provider.clone(), credentials)))
        });
        Self::new(loaded.collect::<Result<_, _>>()?)
    }

    /// The providers configured so, with how they know us.
    pub fn new(configs: BTreeMap<String, (ProviderConfig, Credentials)>) -> Result<Self, Problem> {
        let mut providers = BTreeMap::new();
        for (key, (config, credentials)) in configs {
            let http = Http::new().map_err(|error| Problem::new("providers", error.to_string()))?;
            let discovery =
                Discovery::new(config.issuer.clone(), config.hosts.clone(), config.agreed_keys(&key)?);
            let provider = Provider { key: key.clone(), config, credentials, http, discovery };
            providers.insert(key, Arc::new(provider));
        }
        Ok(Self(Arc::new(providers)))
    }

    /// The provider with this key.
    pub fn find(&self, key: &str) -> Option<Arc<Provider>> {
        self.0.get(key).cloned()
    }

    /// The ways to sign in, as the sign-in page offers them.
    pub fn sign_in_options(&self, language: Language) -> Vec<SignInOption> {
        let way = |provider: &Arc<Provider>| SignInOption {
            key: provider.key.clone(),
            label: provider.config.name(language).to_owned(),
            side: provider.config.audience.into(),
            switch: None,
        };
        self.0.values().map(way).collect()
    }

    /// The keys of all sections that are the same client at the same issuer as this one: it speaks for
    /// each of them.
    pub fn same_client(&self, provider: &Provider) -> Vec<String> {
        let same = |other: &&Arc<Provider>| {
            other.config.issuer == provider.config.issuer
                && other.config.client_id == provider.config.client_id
        };
        self.0.values().filter(same).map(|other| other.key.clone()).collect()
    }

    /// Whether one issuer knows the staff of several organisations.
    pub fn any_shared(&self) -> bool {
        let staff = || self.0.values().filter(|provider| provider.config.organisation.is_some());
        staff().any(|one| {
            staff().any(|other| {
                one.config.issuer == other.config.issuer
                    && one.config.organisation != other.config.organisation
            })
        })
    }

    /// The ways to go on for other organisations, given with their names: signed in by the same
    /// issuer, on the terms of each organisation's own provider (P4).
    pub fn sign_in_options_for(
        &self,
        issuer: &str,
        organisations: &HashMap<String, String>,
    ) -> Vec<SignInOption> {
        let providers = self.0.values().filter(|provider| provider.config.issuer == issuer);
        let way = |provider: &Arc<Provider>| {
            let name = organisations.get(provider.config.organisation.as_ref()?)?;
            let (key, label) = (provider.key.clone(), name.clone());
            Some(SignInOption { key, label, side: Side::Counselor, switch: None })
        };
        providers.filter_map(way).collect()
    }
}

impl Provider {
    /// What the provider says of itself.
    ///
    /// # Errors
    /// When it cannot be reached.
    pub async fn metadata(&self, now: DateTime<Utc>) -> anyhow::Result<Arc<Metadata>> {
        self.discovery.metadata(&self.http, now).await
    }

    /// The same, asked anew for a key that is not known; `None` when that was done a moment ago.
    pub async fn metadata_again(&self, now: DateTime<Utc>) -> Option<Arc<Metadata>> {
        self.discovery.again(&self.http, now).await
    }
}
