//! `[audit]`

use super::s3::S3Config;
use serde::Deserialize;
use std::path::PathBuf;

/// Where anchors of the audit log are kept: outside the database, so that whoever writes it cannot
/// cut the log, or bring an older one, unnoticed (A5).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AuditConfig {
    /// The file. It stays when a backup of the database is restored.
    pub anchors: PathBuf,
    /// A program that gets each anchor as a line of JSON on its standard input, with its arguments.
    pub command: Vec<String>,
    /// A bucket that gets each anchor as an object: best one with an object lock.
    pub s3: Option<S3Config>,
}

impl Default for AuditConfig {
    fn default() -> Self {
        Self { anchors: "/var/lib/luotsi/anchors".into(), command: vec![], s3: None }
    }
}
