//! `luotsi check`

use super::open_unprepared;
use crate::{config::Config, http::asset_names};

/// Opens everything that serving would, and says what it found.
pub async fn check(config: &Config) -> anyhow::Result<()> {
    let services = open_unprepared(config).await?;
    let pending = services.database.pending_migrations().await?;
    asset_names(&config.server.site)?;
    println!("configuration: OK");
    println!("keyring: {:?}", services.keyring);
    println!("database: reached, {pending} database migrations will run at the next start");
    for warning in config.warnings() {
        println!("warning: {warning}");
    }
    for (key, provider) in &config.providers {
        println!("provider {key}: {:?} at {}", provider.audience, provider.issuer);
    }
    Ok(())
}
