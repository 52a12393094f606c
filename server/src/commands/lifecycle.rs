//! `luotsi lifecycle`: seeing time, without a person to wait for.

use super::{WithConfig, demo_services, open};
use crate::explain::{Format, Question, answer_lines, explain};
use anyhow::Context;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use domain::views::forecast::{Act, Planned, plan};
use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, BufReader, BufWriter, Write},
    path::PathBuf,
};

/// Seeing what time does.
#[derive(Debug, Subcommand)]
pub(crate) enum Lifecycle {
    /// Print every date of a life; or of many, one a line.
    Explain(Explain),
    /// Print what a run on some day would do on the real database. Changes nothing.
    Plan(Plan),
}

/// Whose dates to print.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The day of the customer's last visit, or its instant.
    #[arg(long, conflicts_with = "batch")]
    last_visit: Option<String>,
    /// The day of creation, or its instant; counts before the first visit.
    #[arg(long, conflicts_with = "batch")]
    created: Option<String>,
    /// Months active, inactive and archived.
    #[arg(long, default_value = "3,3,12")]
    policy: String,
    /// The organisation's time zone.
    #[arg(long, default_value = "Europe/Helsinki")]
    zone: String,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Read one JSON object a line (`created`, `last_visit`, `policy`, `zone`) from this file, `-` for
    /// standard input, and print one a line.
    #[arg(long)]
    batch: Option<PathBuf>,
}

/// What to look ahead at.
#[derive(Debug, Args)]
pub(crate) struct Plan {
    #[command(flatten)]
    with: WithConfig,
    /// The folder of a demonstration, instead of a configuration.
    #[arg(long)]
    demo: Option<PathBuf>,
    /// The day of the run.
    #[arg(long)]
    on: NaiveDate,
    /// How to print it; `json` prints one object a line.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

impl Lifecycle {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Explain(explain) => explain.run(),
            Self::Plan(plan) => plan.run().await,
        }
    }
}

impl Explain {
    fn run(self) -> anyhow::Result<()> {
        let out = BufWriter::new(io::stdout().lock());
        if let Some(file) = &self.batch {
            let wrong = if file.as_os_str() == "-" {
                answer_lines(io::stdin().lock(), out)?
            } else {
                let open = File::open(file).with_context(|| file.display().to_string())?;
                answer_lines(BufReader::new(open), out)?
            };
            anyhow::ensure!(wrong == 0, "{wrong} lines could not be answered; each says why in its place");
            return Ok(());
        }
        let question = Question::parse(self.created, self.last_visit, &self.policy, self.zone)?;
        Ok(writeln!(io::stdout(), "{}", explain(&question, self.format)?)?)
    }
}

impl Plan {
    async fn run(self) -> anyhow::Result<()> {
        let services = match &self.demo {
            Some(folder) => demo_services(folder).await?,
            None => open(&self.with.load()?).await?,
        };
        let mut out = BufWriter::new(io::stdout());
        let mut failed = Ok(());
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        plan(&services, self.on, |planned| {
            *counts.entry(what(planned.act)).or_default() += 1;
            if failed.is_ok() {
                failed = self.print(&mut out, &planned);
            }
        })
        .await?;
        failed?;
        if self.format == Format::Text {
            writeln!(out, "{}: {} acts", self.on, counts.values().sum::<u64>())?;
            for (what, count) in counts {
                writeln!(out, "  {count:>7}  {what}")?;
            }
        }
        Ok(out.flush()?)
    }

    fn print(&self, out: &mut impl Write, planned: &Planned) -> anyhow::Result<()> {
        match self.format {
            Format::Json => writeln!(out, "{}", serde_json::to_string(planned)?)?,
            Format::Text => writeln!(
                out,
                "{} {}: {} (through {})",
                planned.organisation,
                planned.number,
                what(planned.act),
                planned.through
            )?,
        }
        Ok(())
    }
}

fn what(act: Act) -> String {
    match act {
        Act::Become { step } => format!("becomes {}", step.code()),
        Act::Notify { step, days } => format!("notice of {}, at most {days} days before", step.code()),
    }
}
