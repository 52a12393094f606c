//! `luotsi verify`

use super::{WithConfig, demo_services, open};
use clap::Subcommand;
use domain::views::integrity::verify_data;
use std::{num::NonZeroU32, path::PathBuf};

/// Trying what is kept.
#[derive(Debug, Subcommand)]
pub(crate) enum Verify {
    /// Try whether every sealed value and every file can still be read, and name what cannot: by table,
    /// column and row, and by the reference that people see. Changes nothing.
    Data {
        #[command(flatten)]
        with: WithConfig,
        /// The folder of a demonstration, instead of a configuration.
        #[arg(long)]
        demo: Option<PathBuf>,
        /// How many values, and chunks of files, are tried in a second.
        #[arg(long, default_value = "5000")]
        rate: NonZeroU32,
    },
}

impl Verify {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let Self::Data { with, demo, rate } = self;
        let services = match demo {
            Some(folder) => demo_services(&folder).await?,
            None => open(&with.load()?).await?,
        };
        let mut count = 0_u64;
        let tried = verify_data(&services, rate, &mut |finding| {
            count += 1;
            println!("{} {}: does not open (reference {})", finding.field, finding.row, finding.reference);
        })
        .await?;
        println!("{} values and {} files tried", tried.values, tried.files);
        anyhow::ensure!(count == 0, "{count} cannot be read");
        Ok(())
    }
}
