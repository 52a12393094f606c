//! What was counted for the audit log becomes lines when its hour is over.

use super::Context;
use domain::ground::job::Run;
use futures::future::BoxFuture;
use std::sync::Arc;

/// Writes them.
pub fn run(context: Arc<Context>, _: Run) -> BoxFuture<'static, anyhow::Result<()>> {
    Box::pin(async move {
        domain::ground::audit::write_folds(&context.services).await?;
        Ok(())
    })
}
