//! `luotsi migrate`

use super::{all, prepare, services};
use crate::{anchors::Anchors, config::Config, jobs};
use anyhow::Context;
use domain::Database;

/// Makes what is missing: a database, steps of its schema, the installation's key, and the name of the
/// store of files. What is there stays as it is.
pub async fn migrate(config: &Config) -> anyhow::Result<()> {
    let url = config.database.url().map_err(|problem| all(&[problem]))?;
    let database =
        Database::open_or_create(url.reveal()).await.context("database.url: cannot be opened or made")?;
    let (was_new, pending) = (database.is_new().await?, database.pending_migrations().await?);
    let services = services(config, database).await?;
    services.database.migrate().await?;
    prepare(&services).await?;
    // From now on a missing file of anchors is one that was taken away.
    jobs::keep_anchor(&services, &Anchors::from_config(&config.audit)?).await?;
    services.database.clone().close().await?;
    let database = if was_new { "a new database" } else { "the database" };
    println!("{database}: {pending} steps of the schema taken, ready to serve");
    Ok(())
}
