//! Policies: workspaces get the dates of a policy that was put in force (L10).

use super::Context;
use domain::ground::job::Run;
use futures::future::BoxFuture;
use std::sync::Arc;

/// Gives every workspace the dates of its organisation's policy.
pub fn run(context: Arc<Context>, _: Run) -> BoxFuture<'static, anyhow::Result<()>> {
    Box::pin(async move {
        let count = domain::time::policy_change::recompute(&context.services).await?;
        if count > 0 {
            tracing::info!(count, "workspaces have the dates of a new policy");
        }
        Ok(())
    })
}
