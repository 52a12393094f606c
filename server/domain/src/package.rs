//! The customer package (W7): a zip with a readable transcript, the same for machines, all
//! files, and a manifest with the SHA-256 of each. It is written while it is sent, a page of
//! messages and a chunk of a file at a time, so its size does not matter to memory.

mod attachments;
mod contents;
mod json;
mod transcript;
mod words;
mod write;

use crate::{
    audit::{self, Action},
    desk::Customer,
    error::Result,
    services::Services,
    workspace::{Participant, open_for_reading},
};
use contents::Contents;
use contract::{WorkspaceId, person::Language};
use std::sync::Arc;
use tokio::io::DuplexStream;
use tokio_util::io::SyncIoBridge;

/// How much of the package waits for a slow reader.
const BUFFER: usize = 64 * 1024;

/// A package on its way.
#[derive(Debug)]
pub struct Package {
    /// A name for it, without anything personal.
    pub file_name: String,
    /// Its bytes.
    pub bytes: DuplexStream,
}

/// Starts the download of a workspace's package by its customer, in every state until deletion.
/// The download is traced before its first byte.
///
/// # Errors
/// [`contract::ApiError::NotFound`] when it is missing or somebody else's.
pub async fn download(
    services: Arc<Services>,
    customer: Customer,
    id: WorkspaceId,
    language: Language,
) -> Result<Package> {
    let participant = Participant::Customer(customer.0);
    let opened = open_for_reading(&services, participant, id).await?;
    let now = services.clock.now();
    let tx = services.database.begin().await?;
    let entry = opened.entry(Action::PackageDownloaded, id.0);
    audit::record(&tx, now, entry).await?;
    tx.commit().await?;
    let file_name = format!("luotsi-{}.zip", opened.row.number);
    let contents = Contents::new(services, opened, now).await?;
    let (bytes, writer) = tokio::io::duplex(BUFFER);
    tokio::task::spawn_blocking(move || {
        // A reader who goes away ends it; so does a value that does not open. Either way the
        // archive has no end, and nobody takes it for a whole one.
        if let Err(error) = write::write(&contents, language, SyncIoBridge::new(writer)) {
            tracing::warn!(%error, "package not finished");
        }
    });
    Ok(Package { file_name, bytes })
}
