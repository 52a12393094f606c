//! The daily digest of each counselor (L9).

use super::Context;
use domain::ground::job::Run;
use futures::future::BoxFuture;
use std::sync::Arc;

/// Tells counselors what is ahead.
pub fn run(context: Arc<Context>, _: Run) -> BoxFuture<'static, anyhow::Result<()>> {
    Box::pin(async move {
        let count = domain::time::ladder::digest(&context.services).await?;
        if count > 0 {
            tracing::info!(count, "digests written");
        }
        Ok(())
    })
}
