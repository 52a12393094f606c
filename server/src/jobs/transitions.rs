//! Transitions: what the dates say is recorded (L11), unless its notices are missing (L9).

use super::Context;
use domain::ground::job::Run;
use futures::future::BoxFuture;
use std::sync::Arc;

/// Puts off what nobody was told of, and records what is due.
pub fn run(context: Arc<Context>, _: Run) -> BoxFuture<'static, anyhow::Result<()>> {
    Box::pin(async move {
        let postponed = domain::time::transitions::postpone(&context.services).await?;
        let passed = domain::time::transitions::pass(&context.services).await?;
        if postponed > 0 || passed != domain::time::transitions::Passed::default() {
            tracing::info!(postponed, ?passed, "transitions");
        }
        Ok(())
    })
}
