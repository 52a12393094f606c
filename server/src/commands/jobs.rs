//! `luotsi jobs`

use super::{WithConfig, open};
use clap::Subcommand;
use domain::{ground::job::report, time::job_hold::release};

/// Looking after the jobs.
#[derive(Debug, Subcommand)]
pub(crate) enum Jobs {
    /// Print when each job last succeeded, and whether it is held.
    List {
        #[command(flatten)]
        with: WithConfig,
    },
    /// Let what is held go on: after the clock had jumped, or where too many stored files had no row.
    /// Look at the machine's clock, and whether the database is the right one, first.
    Release {
        #[command(flatten)]
        with: WithConfig,
    },
}

impl Jobs {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        match self {
            Self::List { with } => {
                let services = open(&with.load()?).await?;
                for job in report::all(&services).await? {
                    let when = job.succeeded_at.map_or("never".to_owned(), |at| at.to_rfc3339());
                    let held = job.held_since.map(|at| format!(", held since {}", at.to_rfc3339()));
                    println!(
                        "{:<12} last success {when}, failures since {}{}",
                        job.name,
                        job.failures,
                        held.unwrap_or_default()
                    );
                }
            }
            Self::Release { with } => {
                let services = open(&with.load()?).await?;
                let names = release(&services).await?;
                anyhow::ensure!(!names.is_empty(), "nothing is held");
                println!("these go on: {}", names.join(", "));
            }
        }
        Ok(())
    }
}
