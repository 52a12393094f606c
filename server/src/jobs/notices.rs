//! Notices to customers: before each step (L9), and who stands in (P12).

use super::Context;
use domain::ground::job::Run;
use futures::future::BoxFuture;
use std::sync::Arc;

/// Gives the notices that are due.
pub fn run(context: Arc<Context>, _: Run) -> BoxFuture<'static, anyhow::Result<()>> {
    Box::pin(async move {
        let count = domain::time::ladder::enqueue(&context.services).await?;
        if count > 0 {
            tracing::info!(count, "notices given");
        }
        let count = domain::guidance::substitution::announce_to_newcomers(&context.services).await?;
        if count > 0 {
            tracing::info!(count, "customers told who stands in");
        }
        Ok(())
    })
}
