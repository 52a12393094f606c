//! Where sealed files are kept, and how many.

pub mod slots;

use futures::TryStreamExt;
use object_store::{ObjectStore, local::LocalFileSystem, path::Path};
use sea_orm::entity::prelude::Uuid;
use std::{path::PathBuf, sync::Arc};

/// The folder of all files, in the store.
pub(crate) const ALL: &str = "files";

/// How much is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The largest file, in bytes.
    pub largest: u64,
    /// All files of one owner together, in bytes.
    pub workspace: u64,
    /// Files that one person brings in an hour.
    pub per_hour: u32,
}

impl Limits {
    /// 25 MiB a file, 1 GiB a workspace, 60 files an hour.
    pub const DEFAULT: Self = Self { largest: 25 << 20, workspace: 1 << 30, per_hour: 60 };
}

/// The object store, and the rules of the house for it.
#[derive(Clone, Debug)]
pub struct Files {
    /// Where they are.
    pub objects: Arc<dyn ObjectStore>,
    /// How much is taken.
    pub limits: Limits,
    /// The folder, where they are in one of this machine.
    pub folder: Option<PathBuf>,
    /// Whether a file is looked at for harmful content before anybody gets it.
    pub scanned: bool,
}

impl Files {
    /// A folder on this machine, which is made when it is missing. What is acknowledged is on disk.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub fn in_folder(folder: &std::path::Path, limits: Limits) -> std::io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let objects = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true).with_automatic_cleanup(true);
        let folder = Some(folder.to_owned());
        Ok(Self { folder, ..Self::in_store(Arc::new(objects), limits) })
    }

    /// A store elsewhere.
    pub fn in_store(objects: Arc<dyn ObjectStore>, limits: Limits) -> Self {
        Self { objects, limits, folder: None, scanned: false }
    }

    /// Looks whether the store answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn try_out(&self) -> Result<(), object_store::Error> {
        self.objects.list(Some(&Path::from(ALL))).try_next().await.map(drop)
    }
}

/// Where the files of an owner are.
pub(crate) fn folder(owner: Uuid) -> Path {
    Path::from_iter([ALL, &owner.to_string()])
}

/// Where a file is.
pub(crate) fn path(owner: Uuid, id: Uuid) -> Path {
    Path::from_iter([ALL, &owner.to_string(), &id.to_string()])
}
