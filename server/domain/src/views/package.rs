//! The customer package (W7): a zip with a readable transcript as page and as PDF, the same for
//! machines, all files, and a manifest with the SHA-256 of each. It is written while it is sent, a page of
//! messages and a chunk of a file at a time, so its size does not matter to memory.

mod attachments;
mod contents;
mod json;
mod looks;
mod pdf;
mod sink;
mod transcript;
mod words;
mod write;

use crate::{
    ground::{
        actor::{Customer, authentication::LastAuthentication},
        audit::{self, Action},
        error::{Error, Result},
        services::Services,
    },
    guidance::{conversation, workspace::open_for_reading},
};
use contents::Contents;
use contract::{WorkspaceId, person::Language};
use std::{ops::Range, sync::Arc};
use tokio::io::DuplexStream;
use tokio_util::io::SyncIoBridge;
use write::Measure;

/// How much of the package waits for a slow reader.
const BUFFER: usize = 64 * 1024;

/// A package on its way.
#[derive(Debug)]
pub struct Package {
    /// A name for it, without anything personal.
    pub file_name: String,
    /// Its size as a whole.
    pub size: u64,
    /// Which bytes of it `bytes` gives.
    pub range: Range<u64>,
    /// Another one when anything in it is another (RFC 9110, section 8.8.3).
    pub tag: String,
    /// Those bytes.
    pub bytes: DuplexStream,
}

/// Starts the download of a workspace's package by its customer, in every state until deletion.
/// The download is audited before its first byte. It is measured first, so that the reader sees
/// progress; `part` chooses among its bytes by its tag and its size. `resumed` is the tag of a
/// download that broke off.
///
/// # Errors
/// [`ApiError::NotFound`] when it is missing or somebody else's, [`ApiError::ReauthenticationNeeded`] when the
/// customer has not just authenticated, [`ApiError::TooOften`] while many others are made.
pub async fn download(
    services: Arc<Services>,
    customer: Customer,
    authenticated: LastAuthentication,
    id: WorkspaceId,
    language: Language,
    resumed: Option<&str>,
    part: impl FnOnce(&str, u64) -> Range<u64>,
) -> Result<Package> {
    let access = open_for_reading(&services, customer.into(), id).await?;
    let now = services.clock.now();
    let recent = authenticated.recent(now);
    if resumed.is_none() {
        recent.clone()?;
    }
    let entry = access.content.entry(Action::PackageDownloaded, id.0);
    let file_name = format!("luotsi-{}.zip", access.row.number);
    let turn = services.packages.take().await?;
    conversation::all_are_shown(&services, &access).await?;
    let contents = Contents::new(Arc::clone(&services), access, now, language).await?;
    let measuring = tokio::task::spawn_blocking(move || {
        let measure = write::measure(&contents, language)?;
        Ok::<_, Error>((measure, contents))
    });
    let (Measure { size, tag }, contents) = measuring.await.map_err(std::io::Error::other)??;
    // Who knows the tag has begun this very download, and authenticated then.
    if resumed != Some(tag.as_str()) {
        recent?;
    }
    let range = part(&tag, size);
    let (bytes, writer) = tokio::io::duplex(BUFFER);
    if range.is_empty() {
        // Nothing of it is given: it was not downloaded.
        return Ok(Package { file_name, size, range, tag, bytes });
    }
    let tx = services.database.begin().await?;
    audit::record(&tx, now, entry).await?;
    tx.commit().await?;
    let wanted = range.clone();
    tokio::task::spawn_blocking(move || {
        // A reader who goes away ends it; so does a value that does not open. Either way the
        // archive has no end, and nobody takes it for a whole one.
        let mut out = SyncIoBridge::new(writer);
        match write::write(&contents, language, wanted, &mut out) {
            Ok(Some(problems)) => contents.note(problems),
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "package not finished"),
        }
        // Its end comes after the note, so that the page that is read next knows of it.
        drop((out, turn));
    });
    Ok(Package { file_name, size, range, tag, bytes })
}
