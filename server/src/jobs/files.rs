//! Sweeping up stored files that belong to nobody (R2).

use super::Context;
use domain::job::Run;
use futures::future::BoxFuture;
use std::sync::Arc;

/// Sweeps up.
pub fn run(context: Arc<Context>, _: Run) -> BoxFuture<'static, anyhow::Result<()>> {
    Box::pin(async move {
        let count = domain::file::sweep(&context.services).await?;
        if count > 0 {
            tracing::info!(count, "stored files without a row removed");
        }
        Ok(())
    })
}
