//! Notifying people of what they have not seen yet (N1).

use super::Context;
use domain::ground::job::Run;
use futures::future::BoxFuture;
use std::sync::Arc;

/// Writes the mails that are due.
pub fn run(context: Arc<Context>, _: Run) -> BoxFuture<'static, anyhow::Result<()>> {
    Box::pin(async move {
        let count = domain::guidance::notification_email::deliver(&context.services).await?;
        if count > 0 {
            tracing::info!(count, "emails on news written");
        }
        Ok(())
    })
}
