//! What can be typed after `luotsi`.

mod audit;
mod check;
mod demo;
mod jobs;
mod keys;
mod lifecycle;
mod migrate;
mod organisation;
mod serve;
mod staff;
mod verify;

use crate::config::{Config, Problem};
use anyhow::Context;
use clap::{Args, Parser, Subcommand};
use domain::{
    Database, Services, SystemClock, SystemRandomness,
    ground::{
        storage::{Files, Limits},
        vault::Keyring,
    },
    record::installation,
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// Luotsi: a protected place for guidance.
#[derive(Debug, Parser)]
#[command(version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve for production. Refuses every part of a demonstration.
    Serve(WithConfig),
    /// Make the database, or bring its schema up to date, and give the store of files its name.
    Migrate(WithConfig),
    /// Check the configuration, the keyring and whether the database can be reached.
    Check(WithConfig),
    /// Serve a demonstration on this machine, with sample people and a clock that can be moved.
    Demo(demo::Demo),
    /// Make keys.
    #[command(subcommand)]
    Keys(keys::Keys),
    /// Look after the audit log.
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Look after the jobs that time does.
    #[command(subcommand)]
    Jobs(jobs::Jobs),
    /// See what time does.
    #[command(subcommand)]
    Lifecycle(lifecycle::Lifecycle),
    /// Look after organisations.
    #[command(subcommand)]
    Organisation(organisation::Organisation),
    /// Try whether what is kept can be read.
    #[command(subcommand)]
    Verify(verify::Verify),
    /// Look after people who work in organisations.
    #[command(subcommand)]
    Staff(staff::Staff),
}

/// Where the configuration is.
#[derive(Debug, Args)]
pub(crate) struct WithConfig {
    /// The configuration file.
    #[arg(long, env = "LUOTSI_CONFIG", default_value = "/etc/luotsi/luotsi.toml")]
    config: PathBuf,
}

impl WithConfig {
    fn load(&self) -> anyhow::Result<Config> {
        Config::load(&self.config).map_err(|problems| all(&problems))
    }
}

/// All problems as one error, each on a line of its own.
fn all(problems: &[Problem]) -> anyhow::Error {
    let lines: Vec<String> = problems.iter().map(|problem| format!("  {problem}")).collect();
    anyhow::anyhow!("the configuration is not good:\n{}", lines.join("\n"))
}

/// Opens what the rules work with, ready for use: a database that `luotsi migrate` has made, with our
/// schema, and the files that belong to it.
async fn open(config: &Config) -> anyhow::Result<Arc<Services>> {
    let services = open_unprepared(config).await?;
    let pending = services.database.pending_migrations().await?;
    anyhow::ensure!(
        pending == 0,
        "database.url: the schema lacks {pending} steps; `luotsi migrate` takes them"
    );
    prepare(&services).await?;
    Ok(services)
}

/// The same with a schema that may be older.
async fn open_unprepared(config: &Config) -> anyhow::Result<Arc<Services>> {
    let url = config.database.url().map_err(|problem| all(&[problem]))?;
    let database = Database::open(url.reveal())
        .await
        .context("database.url: cannot be opened; `luotsi migrate` makes a new one")?;
    anyhow::ensure!(
        !database.is_new().await?,
        "database.url: there is nothing in it: is this the right one? `luotsi migrate` makes a new one"
    );
    services(config, database).await
}

/// Makes what every use needs: the installation's key, and the bond between database and files.
async fn prepare(services: &Services) -> anyhow::Result<()> {
    services.prepare().await?;
    installation::bind(services).await.context("files: a database sweeps up what it does not know")?;
    Ok(())
}

async fn services(config: &Config, database: Database) -> anyhow::Result<Arc<Services>> {
    let keyring = Keyring::load(&config.keys.keyring)?;
    let files = Files { scanned: config.files.clamd.is_some(), ..files(config).await? };
    Ok(Arc::new(Services {
        database,
        files,
        packages: domain::ground::storage::slots::Slots::default(),
        zones: domain::ground::clock::zones::Zones::default(),
        events: domain::ground::event::Events::default(),
        keyring,
        clock: Arc::new(SystemClock),
        randomness: Arc::new(SystemRandomness),
    }))
}

/// Opens what a demonstration in `folder` works with, to look at it.
async fn demo_services(folder: &Path) -> anyhow::Result<Arc<Services>> {
    let file = folder.join("luotsi.db");
    anyhow::ensure!(file.is_file(), "{}: no demonstration there", folder.display());
    Ok(Arc::new(Services {
        database: Database::open(&format!("sqlite://{}", file.display())).await?,
        files: Files::in_folder(&folder.join("files"), Limits::DEFAULT)?,
        packages: domain::ground::storage::slots::Slots::default(),
        zones: domain::ground::clock::zones::Zones::default(),
        events: domain::ground::event::Events::default(),
        keyring: Keyring::load(&folder.join("keyring.json"))?,
        clock: Arc::new(SystemClock),
        randomness: Arc::new(SystemRandomness),
    }))
}

/// Where files are kept: in a bucket that answers, or in a folder.
async fn files(config: &Config) -> anyhow::Result<Files> {
    let limits = config.files.limits();
    if let Some(s3) = &config.files.s3 {
        let files = Files::in_store(Arc::new(s3.store("files.s3")?), limits);
        files.try_out().await.context("files.s3: the bucket does not answer")?;
        return Ok(files);
    }
    let folder = &config.files.folder;
    Files::in_folder(folder, limits).with_context(|| format!("files.folder: {}", folder.display()))
}

/// Does what was typed.
pub async fn run(cli: Cli) -> anyhow::Result<()> {
    match cli.command {
        Command::Serve(with) => serve::serve(&with.load()?).await,
        Command::Migrate(with) => migrate::migrate(&with.load()?).await,
        Command::Check(with) => check::check(&with.load()?).await,
        Command::Demo(demo) => demo.run().await,
        Command::Keys(keys) => keys.run(),
        Command::Audit(audit) => audit.run().await,
        Command::Jobs(jobs) => jobs.run().await,
        Command::Lifecycle(lifecycle) => lifecycle.run().await,
        Command::Organisation(organisation) => organisation.run().await,
        Command::Staff(staff) => staff.run().await,
        Command::Verify(verify) => verify.run().await,
    }
}
