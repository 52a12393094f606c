//! Roles that nobody uses any more (P9).

use super::Context;
use domain::ground::job::Run;
use futures::future::BoxFuture;
use std::sync::Arc;

/// Withdraws them.
pub fn run(context: Arc<Context>, _: Run) -> BoxFuture<'static, anyhow::Result<()>> {
    Box::pin(async move {
        let count = domain::people::person::withdraw_idle(&context.services).await?;
        if count > 0 {
            tracing::info!(count, "roles withdrawn from people who did not come");
        }
        Ok(())
    })
}
