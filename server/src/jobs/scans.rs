//! Looking for harmful content in new files, by clamd. Until it has answered, nobody gets them.

use super::Context;
use anyhow::Context as _;
use clamav_client::tokio::{Tcp, ping, scan_stream};
use contract::FileId;
use domain::{
    Services,
    ground::job::Run,
    guidance::workspace_files::{Verdict, judge, scan_failed, to_scan, unscanned},
};
use futures::{TryStreamExt, future::BoxFuture};
use std::{sync::Arc, time::Duration};
use tokio::time::{Instant, timeout};

/// How long clamd may take for one file.
const PATIENCE: Duration = Duration::from_secs(90);

/// After how long a run begins with no more files.
const LONGEST_RUN: Duration = Duration::from_mins(5);

/// How long it may take to say that it is there.
const PING: Duration = Duration::from_secs(5);

/// Looks at every file that waits. Without clamd none does. One that cannot be looked at is quarantined,
/// and the rest goes on, for as long as clamd is there.
pub fn run(context: Arc<Context>, _: Run) -> BoxFuture<'static, anyhow::Result<()>> {
    Box::pin(async move {
        let Some(clamd) = &context.clamd else { return Ok(()) };
        let services = &context.services;
        let begun = Instant::now();
        for id in unscanned(services).await? {
            // Whoever waits in the same lane gets a turn; the rest waits for the next run.
            if begun.elapsed() > LONGEST_RUN {
                break;
            }
            if let Err(error) = one(services, clamd, id).await {
                answers(clamd).await?;
                scan_failed(services, id, format!("{error:#}")).await?;
            }
        }
        Ok(())
    })
}

/// Whether clamd is there.
async fn answers(clamd: &str) -> anyhow::Result<()> {
    let pong = timeout(PING, ping(Tcp { host_address: clamd })).await;
    pong.context("files.clamd: does not answer")?.context("files.clamd: does not answer")?;
    Ok(())
}

async fn one(services: &Services, clamd: &str, id: FileId) -> anyhow::Result<()> {
    let Some(verdict) = asked(services, clamd, id).await? else { return Ok(()) };
    // It hangs up on what is larger than it takes, often before it says so; but also while it is
    // started anew, or when a balancer between us is. So it is asked twice.
    let verdict = match verdict {
        Asked::Answered(verdict) => verdict,
        Asked::HungUp(_) => {
            answers(clamd).await?;
            match asked(services, clamd, id).await? {
                None => return Ok(()),
                Some(Asked::Answered(verdict)) => verdict,
                Some(Asked::HungUp(error)) => {
                    answers(clamd).await.map_err(|_| error)?;
                    Verdict::Unchecked
                }
            }
        }
    };
    if verdict == Verdict::Unchecked {
        tracing::error!(file = %id, "clamd takes no file so large: its StreamMaxLength is less than files.largest_mib");
    }
    Ok(judge(services, id, verdict).await?)
}

/// What clamd did.
enum Asked {
    Answered(Verdict),
    HungUp(std::io::Error),
}

/// Asks clamd about a file, if it still waits.
async fn asked(services: &Services, clamd: &str, id: FileId) -> anyhow::Result<Option<Asked>> {
    let Some(bytes) = to_scan(services, id).await? else { return Ok(None) };
    let scan = scan_stream(bytes.map_err(std::io::Error::other), Tcp { host_address: clamd }, None);
    match timeout(PATIENCE, scan).await.context("clamd takes too long")? {
        Ok(answer) => Ok(Some(Asked::Answered(verdict(&answer)?))),
        Err(error) if hung_up(&error) => Ok(Some(Asked::HungUp(error))),
        Err(error) => Err(error).context("clamd breaks off"),
    }
}

fn hung_up(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
    matches!(error.kind(), BrokenPipe | ConnectionReset | ConnectionAborted | UnexpectedEof)
}

fn verdict(answer: &[u8]) -> anyhow::Result<Verdict> {
    let text = String::from_utf8_lossy(answer);
    let text = text.trim_end_matches(['\0', '\n']);
    match text {
        text if text.ends_with("FOUND") => Ok(Verdict::Harmful),
        text if text.ends_with(": OK") => Ok(Verdict::Harmless),
        text if text.contains("size limit exceeded") => Ok(Verdict::Unchecked),
        _ => anyhow::bail!("clamd answers with no verdict"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Verdict, verdict};

    #[test]
    fn an_answer_is_a_verdict_or_none() {
        assert_eq!(verdict(b"stream: OK\0").unwrap(), Verdict::Harmless);
        assert_eq!(verdict(b"stream: Eicar-Test FOUND\0").unwrap(), Verdict::Harmful);
        assert_eq!(verdict(b"INSTREAM size limit exceeded. ERROR\0").unwrap(), Verdict::Unchecked);
        for none in [&b""[..], b"\0", b"stream: Can't allocate memory ERROR\0", b"FOUND it"] {
            assert!(verdict(none).is_err(), "{none:?}");
        }
    }
}
