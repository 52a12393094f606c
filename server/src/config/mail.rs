//! `[mail]`

use super::{problem::Problem, secret::Secret};
use serde::Deserialize;
use std::path::PathBuf;

/// Outgoing mail.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailConfig {
    /// The server that takes it.
    pub host: String,
    /// Its port.
    #[serde(default = "submission")]
    pub port: u16,
    /// How the connection is protected.
    #[serde(default)]
    pub tls: Tls,
    /// A certificate (PEM) that vouches for the server beside the public ones: an authority of
    /// one's own.
    pub ca_file: Option<PathBuf>,
    /// The sender: `Luotsi <no-reply@example.org>`.
    pub from: String,
    /// The account there, if it wants one.
    pub username: Option<String>,
    password: Option<Secret>,
    password_file: Option<PathBuf>,
}

/// How a connection to the mail server is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// TLS by STARTTLS, without which nothing is sent.
    #[default]
    Starttls,
    /// TLS from the first byte.
    Wrapped,
    /// None: refused outside this machine.
    Off,
}

fn submission() -> u16 {
    587
}

impl MailConfig {
    /// The password of the account.
    pub fn password(&self) -> Result<Secret, Problem> {
        Secret::resolve("mail.password", self.password.as_ref(), self.password_file.as_deref())
    }
}
