//! `luotsi audit`

use super::{WithConfig, demo_services, open};
use crate::anchors::{self, Anchors};
use anyhow::Context;
use clap::Subcommand;
use domain::ground::audit::{Verdict, seal, verify};
use std::path::PathBuf;

/// Looking after the audit log.
#[derive(Debug, Subcommand)]
pub(crate) enum Audit {
    /// Follow the chain from the first line to the last, hold it against its anchors, and name the
    /// first that does not fit.
    Verify {
        #[command(flatten)]
        with: WithConfig,
        /// The folder of a demonstration, instead of a configuration.
        #[arg(long)]
        demo: Option<PathBuf>,
        /// A file with anchors, one a line, as a program of yours has kept them.
        #[arg(long)]
        anchors: Option<PathBuf>,
    },
}

impl Audit {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let Self::Verify { with, demo, anchors: more } = self;
        let (services, mut all) = if let Some(folder) = demo {
            (demo_services(&folder).await?, Anchors::in_file(&folder.join("anchors"))?.all().await?)
        } else {
            let config = with.load()?;
            (open(&config).await?, Anchors::of_config(&config.audit).await?)
        };
        // What commands wrote while nothing served waits for whoever comes next.
        seal(&services).await?;
        if let Some(file) = more {
            all.extend(anchors::read(&file).with_context(|| file.display().to_string())?);
        }
        match verify(&services, &all).await? {
            Verdict::Whole { lines, unsealed } => {
                println!("audit log: whole, {lines} lines, {} anchors", all.len());
                if let Some(last) = all.iter().max_by_key(|anchor| anchor.at) {
                    println!(
                        "the last anchor is of {}: what came after it could be cut unnoticed",
                        last.at.to_rfc3339()
                    );
                }
                if unsealed > 0 {
                    println!("{unsealed} lines were written a moment ago and are not sealed yet");
                }
                Ok(())
            }
            Verdict::BrokenAt { line } => anyhow::bail!("audit log: broken at line {line}"),
            Verdict::Waiting { id } => {
                anyhow::bail!("audit log: line {id} in the database has waited for minutes and is not sealed")
            }
            Verdict::OutsideTheChain { id } => {
                anyhow::bail!("audit log: the line with id {id} stands outside the chain, or was removed")
            }
            Verdict::NotAnchored(anchor) => anyhow::bail!(
                "audit log: it does not hold line {} as it was on {}: its end was cut, it was reckoned anew, or an older database was restored",
                anchor.seq,
                anchor.at.to_rfc3339()
            ),
        }
    }
}
