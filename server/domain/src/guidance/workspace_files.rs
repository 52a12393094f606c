//! The files of a workspace (W1): who brings them, gets them and removes them there.

mod scan;

pub use crate::record::file::{Content, Incoming, Look, OpenFile};
pub use scan::{Verdict, judge, look_again, scan_failed, to_scan, unscanned};

use crate::{
    ground::{actor::Participant, error::Result, services::Services},
    guidance::workspace::{may_write, open_for_reading, open_for_writing},
    record::file::{self, Arrived},
};
use bytes::Bytes;
use contract::{ApiError, FileId, WorkspaceId, file::FileView};
use futures::Stream;
use std::ops::Range;

/// Opens a file for a participant: one that was sent, or their own. `part` asks for some of its
/// bytes; what lies outside the file is left out. That staff opened it is audited (A1).
///
/// # Errors
/// [`ApiError::NotFound`] for what is not theirs to see, and for what was removed as harmful;
/// [`ApiError::Conflict`] while it is being looked at.
pub async fn open(
    services: &Services,
    role: impl Into<Participant>,
    workspace: WorkspaceId,
    id: FileId,
    look: Look,
    part: impl FnOnce(u64) -> Range<u64>,
) -> Result<OpenFile> {
    let access = open_for_reading(services, role.into(), workspace).await?;
    file::open(services, &access.content, id, look, part).await
}

/// Stores a file, sealed, until its sender sends it with a message.
///
/// # Errors
/// [`ApiError::NotFound`] for a workspace or conversation that is not theirs, [`ApiError::Archived`] where
/// nobody writes; [`ApiError::Invalid`] for what is not taken; [`ApiError::Offline`] when it breaks off.
/// In each case nothing of it is kept.
pub async fn receive<S>(
    services: &Services,
    role: impl Into<Participant>,
    workspace: WorkspaceId,
    incoming: Incoming<S>,
) -> Result<FileView>
where
    S: Stream<Item = std::io::Result<Bytes>> + Unpin + Send,
{
    let participant = role.into();
    let access = open_for_reading(services, participant, workspace).await?;
    if !may_write(&access) {
        return Err(ApiError::Archived.into());
    }
    let arrived = file::store(services, &access.content, incoming).await?;
    let kept = keep(services, participant, workspace, &arrived).await;
    if kept.is_err() {
        arrived.discard(services).await;
    }
    kept
}

/// Writes the row of a file that is stored, if its sender may still send it.
async fn keep(
    services: &Services,
    participant: Participant,
    workspace: WorkspaceId,
    arrived: &Arrived,
) -> Result<FileView> {
    let tx = services.database.begin().await?;
    let access = open_for_writing(services, &tx, participant, workspace).await?;
    if !may_write(&access) {
        return Err(ApiError::Archived.into());
    }
    let view = file::keep(services, &tx, &access.content, arrived).await?;
    tx.commit().await?;
    Ok(view)
}

/// Removes a file that was not sent yet.
///
/// # Errors
/// [`ApiError::NotFound`] when it was sent, or is somebody else's.
pub async fn remove(
    services: &Services,
    participant: Participant,
    workspace: WorkspaceId,
    id: FileId,
) -> Result<()> {
    let access = open_for_reading(services, participant, workspace).await?;
    file::remove_unsent(services, &access.content, id).await
}
