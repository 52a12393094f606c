//! `[server]`

use ipnet::IpNet;
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
    /// Whom to tell of a weakness, as `mailto:` or `https:` (RFC 9116); without it there is no
    /// `/.well-known/security.txt`.
    pub security_contact: Option<String>,
    /// The folder with what the browser loads.
    pub site: PathBuf,
    /// How many connections it takes at a time.
    #[serde(default = "connections")]
    pub connections: usize,
    /// The networks of our own proxies. Only their word on where a request comes from is taken.
    #[serde(default)]
    pub trusted_proxies: Vec<IpNet>,
    /// The address for metrics and health, which nobody outside should reach; without it there are
    /// none.
    pub metrics_listen: Option<SocketAddr>,
}

/// Each takes little; a listener that takes any number falls over instead.
fn connections() -> usize {
    2048
}
