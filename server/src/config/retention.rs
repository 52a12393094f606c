//! `[retention]`

use serde::Deserialize;
use std::path::PathBuf;

/// How deletions are remembered.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RetentionConfig {
    /// The file that remembers which workspaces were deleted. It stays when a backup of the
    /// database is restored: what had been deleted since is deleted again.
    pub tombstones: PathBuf,
}

impl Default for RetentionConfig {
    fn default() -> Self {
        Self { tombstones: "/var/lib/luotsi/tombstones".into() }
    }
}
