//! `[server]`

use serde::Deserialize;
use std::{net::SocketAddr, path::PathBuf};

/// Where the service listens, and how it is reached.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerConfig {
    /// The address it listens on.
    pub listen: SocketAddr,
    /// Its address as people see it, without a path: `https://ohjaus.example.org`.
    pub public_url: String,
    /// The folder with what the browser loads.
    pub site: PathBuf,
    /// The address for metrics, which nobody outside should reach; without it there are none.
    pub metrics_listen: Option<SocketAddr>,
}
