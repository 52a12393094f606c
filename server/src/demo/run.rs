//! Starting a demonstration: a folder with a database, a keyring and a clock; a provider on a
//! port of its own; and the application itself, the same as in production.

use super::{
    DemoClock,
    provider::{provider_router, realm_address},
    seed::seed,
};
use crate::{
    config::{Audience, ProviderConfig, SessionConfig},
    http::{AppState, asset_names, build_router, site_options},
    identity::Providers,
};
use anyhow::Context;
use axum::Router;
use domain::{Clock, Database, Services, SystemRandomness, vault::Keyring};
use std::{collections::BTreeMap, fs, net::SocketAddr, path::Path, sync::Arc};

/// The sample organisation's short name.
pub const ORGANISATION: &str = "esimerkkila";

/// A demonstration ready to be served.
pub struct Demonstration {
    /// The application.
    pub application: Router,
    /// The provider of identities.
    pub provider: Router,
    /// The rules' instruments, for tests that look behind the pages.
    pub services: Arc<Services>,
    /// Its clock.
    pub clock: Arc<DemoClock>,
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
) -> anyhow::Result<Demonstration> {
    for address in [application, provider] {
        anyhow::ensure!(
            address.ip().is_loopback(),
            "a demonstration serves this machine only, not {address}"
        );
    }
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let clock = Arc::new(DemoClock::open(folder));
    let services = Arc::new(open(folder, Arc::clone(&clock) as Arc<dyn Clock>).await?);
    seed(&services, &realm_address(provider, Audience::Staff)).await?;
    let public_url = format!("http://{application}");
    let provider_config = |audience, organisation| {
        ProviderConfig::demonstration(audience, realm_address(provider, audience), organisation)
    };
    let configs = BTreeMap::from([
        ("esittely".to_owned(), provider_config(Audience::Customer, None)),
        ("esimerkkila".to_owned(), provider_config(Audience::Staff, Some(ORGANISATION.to_owned()))),
    ]);
    let state = AppState {
        services: Arc::clone(&services),
        providers: Providers::new(configs).map_err(|problem| anyhow::anyhow!("{problem}"))?,
        limits: SessionConfig::default().limits(),
        public_url: public_url.clone(),
        assets: asset_names(site)?,
        options: site_options(site),
        demonstration: Some(Arc::clone(&clock)),
    };
    let redirect = format!("{public_url}/sign-in/");
    let provider = provider_router(provider, redirect, Arc::clone(&clock) as Arc<dyn Clock>)?;
    Ok(Demonstration { application: build_router(state), provider, services, clock })
}

async fn open(folder: &Path, clock: Arc<dyn Clock>) -> anyhow::Result<Services> {
    let keyring_file = folder.join("keyring.json");
    let keyring =
        if keyring_file.exists() { Keyring::load(&keyring_file)? } else { Keyring::create(&keyring_file)? };
    let database = Database::open(&format!("sqlite://{}", folder.join("luotsi.db").display())).await?;
    database.migrate().await?;
    let services = Services { database, keyring, clock, randomness: Arc::new(SystemRandomness) };
    services.prepare().await?;
    Ok(services)
}
