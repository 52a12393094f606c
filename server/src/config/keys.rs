//! `[keys]`

use serde::Deserialize;
use std::path::PathBuf;

/// The keyring.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeysConfig {
    /// The file that `luotsi keys new` made, readable by its owner only.
    pub keyring: PathBuf,
}
