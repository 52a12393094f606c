//! Bulk actions of main users on many workspaces (L8, P7).

use super::Context;
use domain::ground::job::Run;
use futures::future::BoxFuture;
use std::sync::Arc;

/// Does what was confirmed.
pub fn run(context: Arc<Context>, _: Run) -> BoxFuture<'static, anyhow::Result<()>> {
    Box::pin(async move {
        let count = domain::time::bulk_action::run(&context.services).await?;
        if count > 0 {
            tracing::info!(count, "bulk actions done");
        }
        Ok(())
    })
}
