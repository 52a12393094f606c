//! Which workspaces were deleted, remembered in a file outside the database: so that a backup that
//! is older than a deletion does not bring anybody's data back. It holds ids, nothing else.

use contract::WorkspaceId;
use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
};

/// The file.
#[derive(Clone, Debug)]
pub struct Tombstones {
    file: PathBuf,
}

impl Tombstones {
    /// The tombstones in `file`, which is made when it is missing.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn open(file: &Path) -> io::Result<Self> {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        OpenOptions::new().create(true).append(true).open(file)?;
        Ok(Self { file: file.to_owned() })
    }

    /// Remembers a deletion, durably.
    pub fn keep(&self, id: WorkspaceId) -> io::Result<()> {
        let mut file = OpenOptions::new().create(true).append(true).open(&self.file)?;
        writeln!(file, "{id}")?;
        file.sync_data()
    }

    /// All deletions remembered. A line that broke off is none.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn all(&self) -> io::Result<Vec<WorkspaceId>> {
        let lines: Vec<String> =
            BufReader::new(File::open(&self.file)?).lines().collect::<io::Result<_>>()?;
        let mut ids: Vec<WorkspaceId> = lines.iter().filter_map(|line| line.trim().parse().ok()).collect();
        ids.sort_unstable();
        ids.dedup();
        Ok(ids)
    }
}
