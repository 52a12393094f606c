//! `luotsi audit`

use super::{WithConfig, open};
use clap::Subcommand;
use domain::{
    Database,
    audit::{Verdict, verify},
};
use std::path::PathBuf;

/// Looking after the audit log.
#[derive(Debug, Subcommand)]
pub(crate) enum Audit {
    /// Follow the chain from the first line to the last, and name the first that does not fit.
    Verify {
        #[command(flatten)]
        with: WithConfig,
        /// The folder of a demonstration, instead of a configuration.
        #[arg(long)]
        demo: Option<PathBuf>,
    },
}

impl Audit {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let Self::Verify { with, demo } = self;
        let database = match demo {
            Some(folder) => {
                let file = folder.join("luotsi.db");
                anyhow::ensure!(file.is_file(), "{}: no demonstration there", folder.display());
                Database::open(&format!("sqlite://{}", file.display())).await?
            }
            None => open(&with.load()?).await?.database.clone(),
        };
        match verify(&database).await? {
            Verdict::Whole { lines } => println!("audit log: whole, {lines} lines"),
            Verdict::BrokenAt { line } => anyhow::bail!("audit log: broken at line {line}"),
        }
        Ok(())
    }
}
