//! Taking a file from somebody who may write (W1).

use super::{
    ActiveModel, Column, Entity, KIND, NAME, StateColumn, content_place, count,
    intake::{mib, take_in, wrong},
    name::clean,
};
use crate::{
    ground::{actor::Participant, error::Result, job, services::Services, storage, vault::SealContext},
    guidance::workspace::{WorkspaceAccess, may_write, open_for_reading, open_for_writing},
    record::thread,
};
use bytes::Bytes;
use contract::{ApiError, ConversationId, FieldCode, WorkspaceId, file::FileView};
use futures::Stream;
use object_store::ObjectStoreExt;
use sea_orm::{ActiveValue::Set, ExprTrait, QuerySelect, entity::prelude::*};

/// A file on its way in.
#[derive(Debug)]
pub struct Incoming<S> {
    /// For which workspace.
    pub workspace: WorkspaceId,
    /// For which conversation; none for one that has not begun.
    pub conversation: Option<ConversationId>,
    /// What its sender calls it.
    pub name: String,
    /// Its content.
    pub content: S,
}

/// Stores a file, sealed, until its sender sends it with a message.
///
/// # Errors
/// [`ApiError::NotFound`] for a workspace or conversation that is not theirs, [`ApiError::Archived`] where nobody
/// writes; [`ApiError::Invalid`] for what is not taken; [`ApiError::Offline`] when it breaks off.
/// In each case nothing of it is kept.
pub async fn receive<S>(
    services: &Services,
    role: impl Into<Participant>,
    incoming: Incoming<S>,
) -> Result<FileView>
where
    S: Stream<Item = std::io::Result<Bytes>> + Unpin + Send,
{
    let participant = role.into();
    let opened = open_for_reading(services, participant, incoming.workspace).await?;
    if !may_write(&opened) {
        return Err(ApiError::Archived.into());
    }
    let db = services.database.read();
    if let Some(conversation) = incoming.conversation {
        thread::find(db, &opened, conversation).await?;
    }
    check_room(services, db, &opened, 1).await?;
    count::one_more(services, db, opened.participant.person()).await?;
    let id = services.randomness.uuid();
    let path = storage::path(incoming.workspace, id);
    let files = &services.files;
    let sealing = opened.key.seal_stream(content_place(id));
    let arrived = take_in(files.objects.as_ref(), &path, files.limits, sealing, incoming.content).await?;
    let name = clean(&incoming.name, arrived.kind);
    let kept = keep(services, participant, &incoming.workspace, async |tx, opened| {
        check_room(services, tx, opened, arrived.size).await?;
        count::note(tx, count::one_more(services, tx, opened.participant.person()).await?).await?;
        Ok(ActiveModel {
            id: Set(id),
            workspace_id: Set(incoming.workspace.0),
            author_id: Set(opened.participant.person().0),
            conversation_id: Set(incoming.conversation.map(|conversation| conversation.0)),
            message_id: Set(None),
            name: Set(opened.key.seal_text(SealContext::of(id, NAME), &name)?),
            kind: Set(opened.key.seal_text(SealContext::of(id, KIND), arrived.kind.media_type())?),
            size: Set(i64::try_from(arrived.size).unwrap_or(i64::MAX)),
            state: Set(if files.scanned { StateColumn::Checking } else { StateColumn::Ready }),
            created_at: Set(services.clock.now()),
        })
    })
    .await;
    if kept.is_err() {
        // Without a row it is nobody's; if this fails, the sweep finds it.
        drop(files.objects.delete(&path).await);
    }
    kept
}

/// Writes the row of a file that is stored, if its sender may still send it.
async fn keep(
    services: &Services,
    participant: Participant,
    workspace: &WorkspaceId,
    row: impl AsyncFnOnce(&sea_orm::DatabaseTransaction, &WorkspaceAccess) -> Result<ActiveModel>,
) -> Result<FileView> {
    let tx = services.database.begin().await?;
    let opened = open_for_writing(services, &tx, participant, *workspace).await?;
    if !may_write(&opened) {
        return Err(ApiError::Archived.into());
    }
    let row = Entity::insert(row(&tx, &opened).await?).exec_with_returning(&tx).await?;
    if row.state == StateColumn::Checking {
        job::wake(&tx, "scans", services.clock.now()).await?;
    }
    tx.commit().await?;
    row.view(&opened.key)
}

/// Whether there is room for so many bytes more.
async fn check_room(
    services: &Services,
    db: &impl ConnectionTrait,
    opened: &WorkspaceAccess,
    bytes: u64,
) -> Result<()> {
    let limits = services.files.limits;
    let sizes = Entity::find()
        .select_only()
        .column_as(Column::Size.sum().cast_as("BIGINT"), "bytes")
        .filter(Column::WorkspaceId.eq(opened.id().0));
    let used: Option<Option<i64>> = sizes.into_tuple().one(db).await?;
    let used = used.flatten().and_then(|used| u64::try_from(used).ok()).unwrap_or(0);
    if used.saturating_add(bytes) > limits.workspace {
        return Err(wrong(FieldCode::NoRoom(mib(limits.workspace))));
    }
    Ok(())
}
