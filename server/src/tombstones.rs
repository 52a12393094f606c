//! What was deleted, remembered in a file outside the database: so that a backup that
//! is older than a deletion does not bring anybody's data back. It holds ids, nothing else.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
};
use uuid::Uuid;

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
    pub fn keep(&self, id: Uuid) -> io::Result<()> {
        let mut file = OpenOptions::new().create(true).append(true).open(&self.file)?;
        writeln!(file, "{id}")?;
        file.sync_data()
    }

    /// All deletions remembered. A line that broke off is none.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn all(&self) -> io::Result<Vec<Uuid>> {
        let lines: Vec<String> =
            BufReader::new(File::open(&self.file)?).lines().collect::<io::Result<_>>()?;
        let mut ids: Vec<Uuid> = lines.iter().filter_map(|line| line.trim().parse().ok()).collect();
        ids.sort_unstable();
        ids.dedup();
        Ok(ids)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn l7_a_deletion_is_remembered_once_and_a_broken_line_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep/tombstones");
        let tombstones = Tombstones::open(&file).unwrap();
        assert!(tombstones.all().unwrap().is_empty());
        let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
        for id in [b, a, b] {
            tombstones.keep(id).unwrap();
        }
        let mut broken = OpenOptions::new().append(true).open(&file).unwrap();
        write!(broken, "00000000-0000").unwrap();
        assert_eq!(Tombstones::open(&file).unwrap().all().unwrap(), [a, b]);
    }
}
