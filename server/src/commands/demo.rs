//! `luotsi demo`

use super::serve::stop;
use crate::{
    config::{LimitsConfig, ProviderConfig},
    demo::{CUSTOMERS, DemoClock, DemoOptions, Demonstration, STAFF, SampleSize, morning_of, start},
    http::{Capacity, listen},
    jobs::{self, Watch},
};
use anyhow::Context;
use chrono::NaiveDate;
use clap::Args;
use domain::Clock;
use figment::{
    Figment,
    providers::{Format, Toml},
};
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::net::TcpListener;

/// How many connections each listener takes at a time.
const CONNECTIONS: usize = 256;

/// Where a demonstration lives, and when.
#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// The day it begins on; never earlier than where its clock stands.
    #[arg(long)]
    clock: Option<NaiveDate>,
    /// The folder with its data.
    #[arg(long, default_value = "demo-data")]
    data: PathBuf,
    /// The folder with what the browser loads.
    #[arg(long, default_value = "target/site")]
    site: PathBuf,
    /// The port of the application. Its provider of identities takes the next one.
    #[arg(long, default_value_t = 3000)]
    port: u16,
    /// A mail server on this machine that gets the mails; without it they are only shown.
    #[arg(long)]
    smtp: Option<SocketAddr>,
    /// A clamd on this machine that looks at new files; without it nobody does.
    #[arg(long)]
    clamd: Option<SocketAddr>,
    /// A file with `[providers.KEY]` sections as in a configuration: more ways to sign in, by
    /// providers on this machine.
    #[arg(long)]
    providers: Option<PathBuf>,
    /// Counts no requests: for tools that ask a lot.
    #[arg(long)]
    without_limits: bool,
    /// Begins with two workspaces only, in place of half a year of a counselor's work.
    #[arg(long)]
    few: bool,
}

/// What `--providers` names.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Providers {
    providers: BTreeMap<String, ProviderConfig>,
}

impl Providers {
    fn load(file: &Path) -> anyhow::Result<Self> {
        anyhow::ensure!(file.is_file(), "{}: not a file", file.display());
        Figment::new().merge(Toml::file(file)).extract().with_context(|| file.display().to_string())
    }
}

impl Demo {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let here = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let (application, provider) = (here(self.port), here(self.port.saturating_add(1)));
        let taken = || {
            format!(
                "the demonstration needs the ports {} and {}; `--port` names others",
                self.port,
                provider.port()
            )
        };
        let listeners =
            (bind(application).await.with_context(taken)?, bind(provider).await.with_context(taken)?);
        std::fs::create_dir_all(&self.data)?;
        let clock = DemoClock::open(&self.data);
        if let Some(day) = self.clock.filter(|_| clock.is_new()) {
            clock.begin_on(day)?;
        }
        let providers = match &self.providers {
            Some(file) => Providers::load(file)?.providers,
            None => BTreeMap::new(),
        };
        let limits = if self.without_limits { LimitsConfig::NONE } else { LimitsConfig::default() };
        let sample = if self.few { SampleSize::Few } else { SampleSize::Friday };
        let options = DemoOptions { smtp: self.smtp, clamd: self.clamd, providers, limits, sample };
        let demonstration = start(&self.data, &self.site, application, provider, options).await?;
        demonstration.time.catch_up(&demonstration.services).await?;
        if let Some(day) = self.clock {
            go_on_to(&demonstration, day).await?;
        }
        let names = |people: &[crate::demo::Person]| {
            people.iter().map(|person| person.name).collect::<Vec<_>>().join(", ")
        };
        println!("Luotsi, a demonstration: http://{application}");
        println!("  sign-in:   http://{provider}");
        println!("  customers: {}", names(CUSTOMERS));
        println!("  staff:     {}", names(STAFF));
        println!(
            "  mails and clock: http://{application}/demo (it shows {})",
            demonstration.time.clock.today()
        );
        let time = demonstration.time.clone();
        let beat = jobs::begin(&time.jobs, &Watch::default());
        tokio::spawn(time.mailer.run(Arc::clone(&demonstration.services)));
        let ending = demonstration.ending.clone();
        let capacity = Capacity::shared(CONNECTIONS, Arc::default());
        let provider = listen(listeners.1, demonstration.provider, capacity.clone(), stop(ending.clone())?);
        let application = listen(listeners.0, demonstration.application, capacity, stop(ending)?);
        tokio::try_join!(application, provider)?;
        drop(beat);
        jobs::keep_anchor(&demonstration.services, &demonstration.anchors).await?;
        demonstration.services.database.clone().close().await?;
        Ok(())
    }
}

/// Goes on to the morning of a later day, day by day.
async fn go_on_to(demonstration: &Demonstration, day: NaiveDate) -> anyhow::Result<()> {
    let today = demonstration.time.clock.today();
    anyhow::ensure!(
        day >= today,
        "the demonstration's clock already shows {today} and cannot go back; remove its folder to start again"
    );
    if day == today {
        return Ok(());
    }
    println!("Going on from {today} to {day}, day by day…");
    let by = morning_of(day) - demonstration.time.clock.now();
    demonstration.time.forward(&demonstration.services, by).await
}

async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("{address} cannot be used"))
}
