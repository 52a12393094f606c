//! `luotsi serve`

use super::{all, open_unprepared, prepare};
use crate::{
    anchors::Anchors,
    config::Config,
    http::{AppState, Capacity, Quotas, asset_names, build_router, listen, metrics_router, site_options},
    identity::Providers,
    jobs::{self, Context as JobContext, Jobs, Watch},
    mail::Mailer,
    tombstones::Tombstones,
};
use anyhow::Context;
use axum::Router;
use domain::{
    Services,
    guidance::workspace_files,
    time::{job_hold, retention},
};
use ipnet::IpNet;
use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    sync::Arc,
};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};
use tokio_util::sync::CancellationToken;

/// How many connections the listener for metrics takes at a time.
const METRICS_CONNECTIONS: usize = 16;

/// Serves until it is told to stop.
pub async fn serve(config: &Config) -> anyhow::Result<()> {
    let services = open_unprepared(config).await?;
    services.database.migrate().await?;
    prepare(&services).await?;
    for warning in config.warnings() {
        tracing::warn!("{warning}");
    }
    if let Some(held_since) = job_hold::doubt_at_start(&services).await? {
        tracing::error!(
            %held_since,
            "the clock is far from what the database last saw, or the database is an older one: what cannot be taken back is held; `luotsi jobs release` when it is right"
        );
    }
    let tombstones = Tombstones::open(&config.retention.tombstones)
        .with_context(|| format!("retention.tombstones: {}", config.retention.tombstones.display()))?;
    clean_again(&services, &tombstones).await?;
    let public_url = config.server.public_url.trim_end_matches('/').to_owned();
    let anchors = Anchors::from_config(&config.audit)?;
    let mailer = Mailer::new(&config.mail, &public_url)?;
    let state = AppState {
        security_contact: config.server.security_contact.clone(),
        services: Arc::clone(&services),
        providers: Providers::from_config(config).map_err(|problem| all(&[problem]))?,
        limits: config.session.limits(),
        quotas: Arc::new(Quotas::new(&config.limits)),
        counters: Arc::default(),
        trusted_proxies: config.server.trusted_proxies.clone().into(),
        public_url,
        assets: asset_names(&config.server.site)?,
        options: site_options(&config.server.site),
        ending: CancellationToken::new(),
        demonstration: None,
    };
    let ending = state.ending.clone();
    let watch = Watch::default();
    let listener = TcpListener::bind(config.server.listen).await?;
    if let Some(address) = config.server.metrics_listen {
        let metrics = TcpListener::bind(address).await.context("server.metrics_listen")?;
        let router = metrics_router(Arc::clone(&services), Arc::clone(&state.counters), watch.clone());
        tokio::spawn(listen(
            metrics,
            router,
            Capacity::inside(METRICS_CONNECTIONS),
            ending.clone().cancelled_owned(),
        ));
    }
    if config.files.clamd.is_some() {
        workspace_files::look_again(&services).await?;
    }
    let jobs = Jobs::new(JobContext {
        services: Arc::clone(&services),
        tombstones,
        anchors: anchors.clone(),
        clamd: config.files.clamd.clone(),
    })
    .watching_the_clock();
    let stopped = stop(ending)?;
    tracing::info!(address = %listener.local_addr()?, holder = %jobs.holder(), "serving");
    let beat = jobs::begin(&Arc::new(jobs), &watch);
    tokio::spawn(Arc::new(mailer).run(Arc::clone(&services)));
    let capacity = Capacity::shared(config.server.connections, proxies(config));
    listen(listener, build_router(state, Router::new()), capacity, stopped).await?;
    drop(beat);
    if let Err(error) = jobs::keep_anchor(&services, &anchors).await {
        tracing::error!(error = format!("{error:#}"), "no anchor of the audit log at the end");
    }
    services.database.clone().close().await?;
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
///
/// Whoever asks from now on is heard: a manager of services may do so at once.
pub(super) fn stop(ending: CancellationToken) -> io::Result<impl Future<Output = ()> + Send + 'static> {
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
        ending.cancel();
    })
}

/// Whose connections are many people's: the proxies of the configuration, and one on this machine.
fn proxies(config: &Config) -> Arc<[IpNet]> {
    let here = [IpNet::from(IpAddr::V4(Ipv4Addr::LOCALHOST)), IpNet::from(IpAddr::V6(Ipv6Addr::LOCALHOST))];
    config.server.trusted_proxies.iter().copied().chain(here).collect()
}
