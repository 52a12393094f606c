//! `[files]`

use super::s3::S3Config;
use domain::ground::storage::Limits;
use serde::Deserialize;
use std::path::PathBuf;

/// Where the files of workspaces are kept, and how many.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FilesConfig {
    /// The folder. It is part of every backup, like the database.
    pub folder: PathBuf,
    /// A bucket in place of the folder.
    pub s3: Option<S3Config>,
    /// The largest file, in MiB.
    pub largest_mib: u32,
    /// All files of a workspace together, in MiB.
    pub workspace_mib: u32,
    /// Files that one person brings in an hour.
    pub per_hour: u32,
    /// Where clamd listens: `127.0.0.1:3310`. With it, nobody gets a file that was not looked at;
    /// without it, files are not looked at for harmful content.
    pub clamd: Option<String>,
}

impl Default for FilesConfig {
    fn default() -> Self {
        Self {
            s3: None,
            folder: "/var/lib/luotsi/files".into(),
            largest_mib: mib(Limits::DEFAULT.largest),
            workspace_mib: mib(Limits::DEFAULT.workspace),
            per_hour: Limits::DEFAULT.per_hour,
            clamd: None,
        }
    }
}

fn mib(bytes: u64) -> u32 {
    u32::try_from(bytes >> 20).unwrap_or(u32::MAX)
}

impl FilesConfig {
    /// How much is taken.
    pub fn limits(&self) -> Limits {
        Limits {
            largest: u64::from(self.largest_mib) << 20,
            workspace: u64::from(self.workspace_mib) << 20,
            per_hour: self.per_hour,
        }
    }
}
