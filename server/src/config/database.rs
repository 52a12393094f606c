//! `[database]`

use super::{check::Problem, secret::Secret};
use serde::Deserialize;
use std::path::PathBuf;

/// Where the data is. The address may hold a password, so it is a secret.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseConfig {
    url: Option<Secret>,
    url_file: Option<PathBuf>,
}

impl DatabaseConfig {
    /// `sqlite://path` or `postgres://…`.
    pub fn url(&self) -> Result<Secret, Problem> {
        let url = Secret::resolve("database.url", self.url.as_ref(), self.url_file.as_deref())?;
        let known = ["sqlite:", "postgres:", "postgresql:"];
        if known.iter().any(|scheme| url.reveal().starts_with(scheme)) {
            Ok(url)
        } else {
            Err(Problem::new("database.url", "must begin with sqlite: or postgres:"))
        }
    }
}
