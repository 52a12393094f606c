//! `luotsi serve`

use super::{all, open};
use crate::{
    config::Config,
    http::{AppState, asset_names, build_router, site_options},
    identity::Providers,
    mail::Postman,
};
use std::sync::Arc;
use tokio::{net::TcpListener, signal};

/// Serves until it is told to stop.
pub async fn serve(config: &Config) -> anyhow::Result<()> {
    let services = open(config).await?;
    services.database.migrate().await?;
    services.prepare().await?;
    let public_url = config.server.public_url.trim_end_matches('/').to_owned();
    let postman = Postman::new(&config.mail, &public_url)?;
    let state = AppState {
        services: Arc::clone(&services),
        providers: Providers::from_config(config).map_err(|problem| all(&[problem]))?,
        limits: config.session.limits(),
        public_url,
        assets: asset_names(&config.server.site)?,
        options: site_options(&config.server.site),
        demonstration: None,
    };
    let listener = TcpListener::bind(config.server.listen).await?;
    tracing::info!(address = %config.server.listen, "serving");
    tokio::spawn(postman.carry(services));
    axum::serve(listener, build_router(state)).with_graceful_shutdown(stop()).await?;
    Ok(())
}

/// Resolves when the process is asked to end.
pub(super) async fn stop() {
    let interrupted = signal::ctrl_c();
    match signal::unix::signal(signal::unix::SignalKind::terminate()) {
        Ok(mut terminated) => tokio::select! {
            _ = interrupted => {}
            _ = terminated.recv() => {}
        },
        Err(_) => drop(interrupted.await),
    }
}
