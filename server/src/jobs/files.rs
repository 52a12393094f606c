//! Sweeping up stored files that belong to nobody (R2).

use super::Context;
use domain::{ground::job, record::file::Swept, time::job_hold};
use futures::future::BoxFuture;
use std::sync::Arc;

/// Sweeps up. Where that would be suspiciously many, the job is held until somebody has looked.
pub fn run(context: Arc<Context>, _: job::Run) -> BoxFuture<'static, anyhow::Result<()>> {
    Box::pin(async move {
        let services = &context.services;
        if job_hold::held_since(services, "files").await?.is_some() {
            return Ok(());
        }
        let Swept { removed, held } = domain::record::file::sweep(services).await?;
        if removed > 0 {
            tracing::info!(removed, "stored files without a row removed");
        }
        if held > 0 {
            tracing::error!(
                held,
                "so many stored files have no row that none is removed: is this the right database? `luotsi jobs release` when it is"
            );
            job_hold::hold_one(services, "files").await?;
        }
        Ok(())
    })
}
