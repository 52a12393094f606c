//! Secrets: written in place, or in a file of their own, and never printed.

use super::problem::Problem;
use serde::Deserialize;
use std::{fmt, fs, path::Path};

/// A secret. Its `Debug` says nothing.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Wraps a secret made elsewhere.
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }

    /// The secret itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The secret of `key`, from its place or from the file that `key_file` names: one of them.
    pub(super) fn resolve(key: &str, value: Option<&Self>, file: Option<&Path>) -> Result<Self, Problem> {
        match (value, file) {
            (Some(secret), None) => Ok(secret.clone()),
            (None, Some(path)) => fs::read_to_string(path)
                .map(|text| Self(text.trim_end().to_owned()))
                .map_err(|error| Problem::new(format!("{key}_file"), format!("{}: {error}", path.display()))),
            (Some(_), Some(_)) => Err(Problem::new(key, format!("give either it or {key}_file, not both"))),
            (None, None) => Err(Problem::new(key, format!("missing: give it or {key}_file"))),
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}
