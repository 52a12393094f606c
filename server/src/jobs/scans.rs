//! Looking for harmful content in new files, by clamd. Until it has answered, nobody gets them.

use super::Context;
use anyhow::Context as _;
use clamav_client::tokio::{Tcp, scan_stream};
use domain::{
    file::{Verdict, judge, to_scan, unscanned},
    job::Run,
};
use futures::{TryStreamExt, future::BoxFuture};
use std::sync::Arc;

/// Looks at every file that waits. Without clamd none does.
pub fn run(context: Arc<Context>, _: Run) -> BoxFuture<'static, anyhow::Result<()>> {
    Box::pin(async move {
        let Some(clamd) = &context.clamd else { return Ok(()) };
        let services = &context.services;
        for id in unscanned(services).await? {
            let Some(bytes) = to_scan(services, id).await? else { continue };
            let way = Tcp { host_address: clamd.as_str() };
            let answer = scan_stream(bytes.map_err(std::io::Error::other), way, None).await;
            let answer = answer.context("files.clamd: does not answer")?;
            let harmless = clamav_client::clean(&answer).context("files.clamd: answers with no verdict")?;
            anyhow::ensure!(harmless || answer.ends_with(b"FOUND\0"), "files.clamd: answers with no verdict");
            judge(services, id, if harmless { Verdict::Harmless } else { Verdict::Harmful }).await?;
        }
        Ok(())
    })
}
