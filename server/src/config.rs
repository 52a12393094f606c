//! The configuration: one TOML file, and over it the environment (`LUOTSI__SECTION__KEY`). Read
//! once, checked as a whole, and every complaint names its key.

mod audit;
mod check;
mod database;
mod files;
mod keys;
mod limits;
mod mail;
mod problem;
mod provider;
mod retention;
mod s3;
mod secret;
mod server;
mod session;

pub use audit::AuditConfig;
pub use database::DatabaseConfig;
pub use files::FilesConfig;
pub use keys::KeysConfig;
pub use limits::LimitsConfig;
pub use mail::{MailConfig, Tls};
pub use problem::{Problem, is_loopback};
pub use provider::{Audience, Credentials, ProviderConfig, RolesConfig, ServiceName};
pub use retention::RetentionConfig;
pub use s3::S3Config;
pub use secret::Secret;
pub use server::ServerConfig;
pub use session::SessionConfig;

use figment::{
    Figment,
    providers::{Env, Format, Toml},
};
use serde::Deserialize;
use std::{collections::BTreeMap, path::Path};

/// Everything that can be configured.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where it listens, and how it is reached.
    pub server: ServerConfig,
    /// The database.
    pub database: DatabaseConfig,
    /// The files of workspaces.
    #[serde(default)]
    pub files: FilesConfig,
    /// The keyring.
    pub keys: KeysConfig,
    /// How long sign-ins last.
    #[serde(default)]
    pub session: SessionConfig,
    /// How often something may be asked.
    #[serde(default)]
    pub limits: LimitsConfig,
    /// Outgoing mail.
    pub mail: MailConfig,
    /// Where anchors of the audit log are kept.
    #[serde(default)]
    pub audit: AuditConfig,
    /// How deletions are remembered.
    #[serde(default)]
    pub retention: RetentionConfig,
    /// The ways to sign in, by a key that stands in their addresses.
    pub providers: BTreeMap<String, ProviderConfig>,
}

impl Config {
    /// Reads `file` and the environment, and checks all of it.
    ///
    /// # Errors
    /// Every problem found, each with its key.
    pub fn load(file: &Path) -> Result<Self, Vec<Problem>> {
        if !file.is_file() {
            return Err(vec![Problem::new("--config", format!("{} is not a file", file.display()))]);
        }
        let figment = Figment::new().merge(Toml::file(file)).merge(Env::prefixed("LUOTSI__").split("__"));
        let config: Self = figment.extract().map_err(Problem::from_figment)?;
        config.check()?;
        Ok(config)
    }

    /// What is not wrong, and probably not meant.
    pub fn warnings(&self) -> Vec<String> {
        let mut warnings = vec![];
        // TLS ends somewhere before us, so there is a proxy.
        if self.server.trusted_proxies.is_empty() {
            warnings.push(
                "server.trusted_proxies: is empty, so that behind a reverse proxy all people share one address, \
                 and the limits of one"
                    .to_owned(),
            );
        }
        warnings
    }
}
