//! Anchors of the audit log (A5): where it ends, kept outside the database.

use super::Context;
use domain::{
    Services,
    ground::{audit, job::Run},
};
use futures::future::BoxFuture;
use std::sync::Arc;

/// Keeps one.
pub fn run(context: Arc<Context>, _: Run) -> BoxFuture<'static, anyhow::Result<()>> {
    Box::pin(async move { keep(&context.services, &context.anchors).await })
}

/// Chains what waits, and keeps where the log ends then.
///
/// # Errors
/// When it could not be kept at one of its places.
pub async fn keep(services: &Services, anchors: &crate::anchors::Anchors) -> anyhow::Result<()> {
    audit::seal(services).await?;
    anchors.keep(&audit::anchor(services).await?).await
}
