//! `luotsi demo`

use super::serve::stop;
use crate::demo::{CUSTOMERS, STAFF, start};
use anyhow::Context;
use chrono::NaiveDate;
use clap::Args;
use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
};
use tokio::net::TcpListener;

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
}

impl Demo {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let here = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let (application, provider) = (here(self.port), here(self.port.saturating_add(1)));
        let listeners = (bind(application).await?, bind(provider).await?);
        if let Some(day) = self.clock {
            std::fs::create_dir_all(&self.data)?;
            crate::demo::DemoClock::open(&self.data).set(day)?;
        }
        let demonstration = start(&self.data, &self.site, application, provider).await?;
        let names = |people: &[crate::demo::Person]| {
            people.iter().map(|person| person.name).collect::<Vec<_>>().join(", ")
        };
        println!("Luotsi, a demonstration: http://{application}");
        println!("  customers: {}", names(CUSTOMERS));
        println!("  staff:     {}", names(STAFF));
        println!("  mails and clock: http://{application}/demo (it shows {})", demonstration.clock.today());
        let provider = axum::serve(listeners.1, demonstration.provider).with_graceful_shutdown(stop());
        let application = axum::serve(listeners.0, demonstration.application).with_graceful_shutdown(stop());
        tokio::try_join!(async { application.await }, async { provider.await })?;
        demonstration.services.database.checkpoint().await?;
        Ok(())
    }
}

async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let taken = || format!("{address} cannot be used; `--port` names another (and the one after it)");
    TcpListener::bind(address).await.with_context(taken)
}
