//! Purging what has no use any more (R2): sign-ins, attempts, invitations, emails.

use super::Context;
use domain::ground::job::Run;
use futures::future::BoxFuture;
use std::sync::Arc;

/// Sweeps up.
pub fn run(context: Arc<Context>, _: Run) -> BoxFuture<'static, anyhow::Result<()>> {
    Box::pin(async move {
        let count = domain::time::retention::purge(&context.services).await?;
        if count > 0 {
            tracing::info!(count, "rows purged");
        }
        Ok(())
    })
}
