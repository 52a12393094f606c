//! What handlers are given.

use super::{Counters, Quotas};
use crate::identity::Providers;
use app::site::shell::Assets;
use axum::extract::FromRef;
use chrono::NaiveDate;
use domain::{Services, people::session::Limits};
use ipnet::IpNet;
use leptos::config::LeptosOptions;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// The parts of the running service.
#[derive(Clone)]
pub struct AppState {
    /// The rules' instruments.
    pub services: Arc<Services>,
    /// The ways to sign in.
    pub providers: Providers,
    /// How long sign-ins last.
    pub limits: Limits,
    /// How often something may be asked.
    pub quotas: Arc<Quotas>,
    /// What is counted for the metrics.
    pub counters: Arc<Counters>,
    /// Proxies of our own, whose word on where a request comes from is taken.
    pub trusted_proxies: Arc<[IpNet]>,
    /// The service's address as people see it, without a path.
    pub public_url: String,
    /// Whom to tell of a weakness: an address with its scheme (RFC 9116).
    pub security_contact: Option<String>,
    /// What the browser loads.
    pub assets: Assets,
    /// What the page framework wants to know.
    pub options: LeptosOptions,
    /// Ends what would go on for ever when the process is told to stop.
    pub ending: CancellationToken,
    /// The date on the clock of a demonstration, and only there.
    pub demonstration: Option<Arc<dyn Fn() -> NaiveDate + Send + Sync>>,
}

impl AppState {
    /// Whether people reach the service over TLS. Only a demonstration may go without.
    pub fn is_secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.options.clone()
    }
}
