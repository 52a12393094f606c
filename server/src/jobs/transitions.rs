//! Transitions: what the dates say is recorded (L11), unless its notices are missing (L9).

use super::Context;
use domain::ground::job::Run;
use futures::future::BoxFuture;
use std::sync::Arc;

/// Postpones what nobody was notified of, and records what is due.
pub fn run(context: Arc<Context>, _: Run) -> BoxFuture<'static, anyhow::Result<()>> {
    Box::pin(async move {
        let postponed = domain::time::transitions::postpone(&context.services).await?;
        let applied = domain::time::transitions::apply(&context.services).await?;
        let ended = domain::time::transitions::end_unconfirmed(&context.services).await?;
        if postponed > 0 || ended > 0 || applied != domain::time::transitions::Applied::default() {
            tracing::info!(postponed, ended, ?applied, "transitions");
        }
        Ok(())
    })
}
