//! `luotsi serve`

use super::{all, open};
use crate::{
    config::Config,
    http::{AppState, Quotas, asset_names, build_router, listen, metrics_router, site_options},
    identity::Providers,
    jobs::{Context as JobContext, Jobs, schedule},
    mail::Postman,
    tombstones::Tombstones,
};
use anyhow::Context;
use domain::{Services, retention};
use std::sync::Arc;
use tokio::{net::TcpListener, signal};
use tokio_util::sync::CancellationToken;

/// How many connections the listener for metrics takes at a time.
const METRICS_CONNECTIONS: usize = 16;

/// Serves until it is told to stop.
pub async fn serve(config: &Config) -> anyhow::Result<()> {
    let services = open(config).await?;
    services.database.migrate().await?;
    services.prepare().await?;
    let tombstones = Tombstones::open(&config.retention.tombstones)
        .with_context(|| format!("retention.tombstones: {}", config.retention.tombstones.display()))?;
    clean_again(&services, &tombstones).await?;
    let public_url = config.server.public_url.trim_end_matches('/').to_owned();
    let postman = Postman::new(&config.mail, &public_url)?;
    let state = AppState {
        services: Arc::clone(&services),
        providers: Providers::from_config(config).map_err(|problem| all(&[problem]))?,
        limits: config.session.limits(),
        quotas: Arc::new(Quotas::new(&config.limits)),
        trusted_proxies: config.server.trusted_proxies.clone().into(),
        public_url,
        assets: asset_names(&config.server.site)?,
        options: site_options(&config.server.site),
        ending: CancellationToken::new(),
        demonstration: None,
    };
    let ending = state.ending.clone();
    let listener = TcpListener::bind(config.server.listen).await?;
    if let Some(address) = config.server.metrics_listen {
        let metrics = TcpListener::bind(address).await.context("server.metrics_listen")?;
        let router = metrics_router(Arc::clone(&services));
        tokio::spawn(listen(metrics, router, METRICS_CONNECTIONS, ending.clone().cancelled_owned()));
    }
    let jobs = Jobs::new(JobContext {
        services: Arc::clone(&services),
        tombstones,
        clamd: config.files.clamd.clone(),
    });
    tracing::info!(address = %listener.local_addr()?, holder = %jobs.holder(), "serving");
    let mut scheduler = schedule(Arc::new(jobs)).await?;
    tokio::spawn(Arc::new(postman).carry(services));
    listen(listener, build_router(state), config.server.connections, stop(ending)).await?;
    scheduler.shutdown().await?;
    Ok(())
}

/// Where an older backup was restored, what had been deleted since is deleted again, before the
/// first request (L7).
async fn clean_again(services: &Services, tombstones: &Tombstones) -> anyhow::Result<()> {
    let count = retention::reapply(services, &tombstones.all()?).await?;
    if count > 0 {
        tracing::warn!(count, "workspaces deleted again: the database is older than their deletion");
    }
    Ok(())
}

/// Resolves when the process is asked to end, and tells what would go on for ever.
pub(super) async fn stop(ending: CancellationToken) {
    asked().await;
    ending.cancel();
}

async fn asked() {
    let interrupted = signal::ctrl_c();
    match signal::unix::signal(signal::unix::SignalKind::terminate()) {
        Ok(mut terminated) => tokio::select! {
            _ = interrupted => {}
            _ = terminated.recv() => {}
        },
        Err(_) => drop(interrupted.await),
    }
}
