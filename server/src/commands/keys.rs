//! `luotsi keys`

use clap::Subcommand;
use domain::vault::Keyring;
use std::path::PathBuf;

/// Making keys.
#[derive(Debug, Subcommand)]
pub(crate) enum Keys {
    /// Make a keyring. Without it nothing stored can be read: keep a copy apart from the database.
    New {
        /// The file to write; it must not exist.
        path: PathBuf,
    },
}

impl Keys {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let Self::New { path } = self;
        Keyring::create(&path)?;
        println!("{}: written, readable by its owner only", path.display());
        Ok(())
    }
}
