//! Starting a demonstration: a folder with a database, a keyring and a clock; a provider on a
//! port of its own; and the application itself, the same as in production.

use super::people::{NEIGHBOUR, ORGANISATION};
use super::{
    DemoClock, Time,
    provider::{SECRET, provider_router, realm_address},
    seed::{SampleSize, seed},
};
use super::{provider_config::provider_config, routes};
use crate::{
    anchors::Anchors,
    client_keys::ClientKeys,
    config::{Audience, Credentials, LimitsConfig, ProviderConfig, Secret, SessionConfig, is_loopback},
    http::{AppState, Quotas, asset_names, build_router, site_options},
    identity::Providers,
    jobs::{Context as JobContext, Jobs},
    mail::Mailer,
    tombstones::Tombstones,
};
use anyhow::Context;
use aws_lc_rs::rsa::KeySize;
use axum::Router;
use domain::{
    Clock, Database, Services, SystemRandomness,
    ground::{
        event::Events,
        storage::{Files, Limits},
        vault::Keyring,
    },
    record::installation,
    time::retention,
};
use std::{collections::BTreeMap, fs, net::SocketAddr, path::Path, sync::Arc};
use tokio_util::sync::CancellationToken;
use url::Url;

/// A demonstration ready to be served.
pub struct Demonstration {
    /// The application.
    pub application: Router,
    /// The provider of identities.
    pub provider: Router,
    /// The rules' instruments, for tests that look behind the pages.
    pub services: Arc<Services>,
    /// Where anchors of the audit log are kept.
    pub anchors: Anchors,
    /// Ends what would go on for ever.
    pub ending: CancellationToken,
    /// Its clock, and what moves with it.
    pub time: Time,
    /// What its requests are given, for tests that serve it in another way.
    pub state: AppState,
}

/// What else runs on this machine for a demonstration.
#[derive(Clone, Debug, Default)]
pub struct DemoOptions {
    /// A mail server that gets the mails; without it they are only shown.
    pub smtp: Option<SocketAddr>,
    /// A clamd that looks at new files.
    pub clamd: Option<SocketAddr>,
    /// More ways to sign in, by their keys.
    pub providers: BTreeMap<String, ProviderConfig>,
    /// How often something may be asked.
    pub limits: LimitsConfig,
    /// What it holds when it is new.
    pub sample: SampleSize,
}

/// Prepares a demonstration in `folder`, to be served on these two addresses of this machine.
///
/// # Errors
/// When an address is not this machine's, or the folder cannot be used.
pub async fn start(
    folder: &Path,
    site: &Path,
    application: SocketAddr,
    provider: SocketAddr,
    beside: DemoOptions,
) -> anyhow::Result<Demonstration> {
    for address in [Some(application), Some(provider), beside.smtp, beside.clamd].into_iter().flatten() {
        anyhow::ensure!(
            address.ip().is_loopback(),
            "the demonstration can be served only on this machine, not on {address}"
        );
    }
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let clock = Arc::new(DemoClock::open(folder));
    let services = Arc::new(open(folder, Arc::clone(&clock) as Arc<dyn Clock>, &beside).await?);
    let tombstones = Tombstones::open(&folder.join("tombstones"))?;
    let anchors = Anchors::in_file(&folder.join("anchors"))?;
    retention::reapply(&services, &tombstones.all()?).await?;
    let public_url = format!("http://{application}");
    let mailer = match beside.smtp {
        Some(address) => Mailer::to_this_machine(address, &public_url)?,
        None => Mailer::shown(),
    };
    let clamd = beside.clamd.map(|address| address.to_string());
    let jobs = Jobs::new(JobContext {
        services: Arc::clone(&services),
        tombstones,
        anchors: anchors.clone(),
        clamd,
    });
    // Two pairs of RSA take a while: beside the seeding.
    let now = clock.now();
    let keys = tokio::task::spawn_blocking(move || ClientKeys::generate(KeySize::Rsa2048, now));
    let time = Time { clock, jobs: Arc::new(jobs), mailer: Arc::new(mailer) };
    seed(&services, &time, folder, &realm_address(provider, Audience::Staff), beside.sample).await?;
    let keys = keys.await?.context("no keys for the provider")?;
    let public_keys = keys.public(now);
    let provider_config =
        |audience, organisation| provider_config(audience, &realm_address(provider, audience), organisation);
    let mut configs = BTreeMap::from([(
        "esittely".to_owned(),
        (provider_config(Audience::Customer, None)?, Credentials::Keys(Arc::new(keys))),
    )]);
    for organisation in [ORGANISATION, NEIGHBOUR] {
        let config = provider_config(Audience::Staff, Some(organisation))?;
        configs.insert(organisation.to_owned(), (config, Credentials::Secret(Secret::new(SECRET))));
    }
    configs.extend(more_providers(&beside.providers)?);
    let state = AppState {
        security_contact: None,
        services: Arc::clone(&services),
        providers: Providers::new(configs).map_err(|problem| anyhow::anyhow!("{problem}"))?,
        limits: SessionConfig::default().limits(),
        quotas: Arc::new(Quotas::new(&beside.limits)),
        counters: Arc::default(),
        trusted_proxies: Arc::default(),
        public_url: public_url.clone(),
        assets: asset_names(site)?,
        options: site_options(site),
        ending: CancellationToken::new(),
        demonstration: Some({
            let clock = Arc::clone(&time.clock);
            Arc::new(move || clock.today())
        }),
    };
    let ending = state.ending.clone();
    let redirect = format!("{public_url}/sign-in/");
    let provider =
        provider_router(provider, redirect, public_keys, Arc::clone(&time.clock) as Arc<dyn Clock>)?;
    Ok(Demonstration {
        application: build_router(state.clone(), routes(time.clone())),
        state,
        provider,
        services,
        anchors,
        ending,
        time,
    })
}

/// The other ways to sign in, which must be of this machine as well.
fn more_providers(
    configs: &BTreeMap<String, ProviderConfig>,
) -> anyhow::Result<BTreeMap<String, (ProviderConfig, Credentials)>> {
    let mut providers = BTreeMap::new();
    for (key, config) in configs {
        let is_here = Url::parse(&config.issuer)?.host().is_some_and(|host| is_loopback(&host));
        anyhow::ensure!(
            is_here,
            "providers.{key}.issuer: a demonstration can use only providers on this machine"
        );
        let credentials = config.credentials(key).map_err(|problem| anyhow::anyhow!("{problem}"))?;
        providers.insert(key.clone(), (config.clone(), credentials));
    }
    Ok(providers)
}

async fn open(folder: &Path, clock: Arc<dyn Clock>, beside: &DemoOptions) -> anyhow::Result<Services> {
    let keyring_file = folder.join("keyring.json");
    let keyring =
        if keyring_file.exists() { Keyring::load(&keyring_file)? } else { Keyring::create(&keyring_file)? };
    let database =
        Database::open_disposable(&format!("sqlite://{}", folder.join("luotsi.db").display())).await?;
    database.migrate().await?;
    let files = Files::in_folder(&folder.join("files"), Limits::DEFAULT)?;
    let files = Files { scanned: beside.clamd.is_some(), ..files };
    let services = Services {
        database,
        files,
        events: Events::default(),
        keyring,
        clock,
        packages: domain::ground::storage::slots::Slots::default(),
        zones: domain::ground::clock::zones::Zones::default(),
        randomness: Arc::new(SystemRandomness),
    };
    services.prepare().await?;
    installation::bind(&services).await?;
    Ok(services)
}
