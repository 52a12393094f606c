//! `luotsi jobs`

use super::{WithConfig, open};
use clap::Subcommand;
use domain::{job::report, retention::release};

/// Looking after the jobs.
#[derive(Debug, Subcommand)]
pub(crate) enum Jobs {
    /// Print when each job last succeeded, and whether it is held.
    List {
        #[command(flatten)]
        with: WithConfig,
    },
    /// Let deletions go on after the clock had jumped. Look at the machine's clock first.
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
                anyhow::ensure!(release(&services).await?, "deletions are not held");
                println!("deletions go on: what is due is marked by the next run, and deleted a day later");
            }
        }
        Ok(())
    }
}
