//! Deletion (L7): by two runs a day apart, with a clock that is not in doubt.

use super::Context;
use domain::{ground::job::Run, time::retention::delete_due};
use futures::future::BoxFuture;
use std::sync::Arc;

/// Marks what is due, and destroys what an earlier run has marked.
pub fn run(context: Arc<Context>, run: Run) -> BoxFuture<'static, anyhow::Result<()>> {
    Box::pin(async move {
        let keep = |id| context.tombstones.keep(id);
        let done = delete_due(&context.services, run, &keep).await?;
        if done.marked > 0 || done.destroyed > 0 || done.forgotten > 0 {
            let people = done.forgotten;
            tracing::info!(marked = done.marked, destroyed = done.destroyed, people, "deletion");
        }
        Ok(())
    })
}
