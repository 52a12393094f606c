//! Changing and deleting a note: for whoever wrote it, while the workspace is theirs. The audit log has a line for each
//! version, and for the end.

use super::{Column, Entity, Model, context, earlier};
use crate::{
    ground::{
        actor::Counselor,
        audit::{self, Action},
        error::Result,
        once,
        services::Services,
    },
    guidance::workspace::{self, WorkspaceAccess, open_as_owner},
};
use contract::{
    ApiError, FieldCode, NoteId, WorkspaceId,
    note::{CHANGES, NewNote},
};
use sea_orm::{DatabaseTransaction, entity::prelude::*};

/// Changes the text of a note. What it said before is kept beside it. Of the same text nothing becomes.
///
/// # Errors
/// [`ApiError::NotFound`] where it is somebody else's; [`ApiError::Conflict`] where it was changed since it was read;
/// [`ApiError::Invalid`] after [`CHANGES`] changes.
pub(crate) async fn change(
    services: &Services,
    counselor: Counselor,
    id: WorkspaceId,
    (note, version): (NoteId, i32),
    new: &NewNote,
) -> Result<()> {
    let body = new.check()?;
    let now = services.clock.now();
    let tx = once::begin(services).await?;
    let (access, row) = open_own(services, &tx, counselor, id, (note, version)).await?;
    let key = &access.content.key;
    if key.show(context(row.id, row.version), &row.body) == body {
        return Ok(());
    }
    if version > CHANGES {
        return Err(ApiError::field("body", FieldCode::TooManyChanges(CHANGES.cast_unsigned())).into());
    }
    earlier::keep(&tx, &row).await?;
    Entity::update_many()
        .col_expr(Column::Body, Expr::value(key.seal_text(context(row.id, version + 1), &body)?))
        .col_expr(Column::Version, Expr::value(version + 1))
        .col_expr(Column::WrittenAt, Expr::value(now))
        .filter(Column::Id.eq(row.id))
        .exec(&tx)
        .await?;
    audit::record(&tx, now, access.content.entry(Action::NoteChanged, row.id)).await?;
    workspace::commit(services, tx, id).await
}

/// Deletes a note with what it said before.
///
/// # Errors
/// As [`change`].
pub(crate) async fn delete(
    services: &Services,
    counselor: Counselor,
    id: WorkspaceId,
    read: (NoteId, i32),
) -> Result<()> {
    let tx = once::begin(services).await?;
    let (access, row) = open_own(services, &tx, counselor, id, read).await?;
    earlier::forget(&tx, row.id).await?;
    Entity::delete_by_id(row.id).exec(&tx).await?;
    audit::record(&tx, services.clock.now(), access.content.entry(Action::NoteDeleted, row.id)).await?;
    workspace::commit(services, tx, id).await
}

/// A note of one's own, in a workspace that is, as it was read.
async fn open_own(
    services: &Services,
    tx: &DatabaseTransaction,
    counselor: Counselor,
    id: WorkspaceId,
    (note, version): (NoteId, i32),
) -> Result<(WorkspaceAccess, Model)> {
    let access = open_as_owner(services, tx, counselor.into(), id).await?;
    let row = Entity::find_by_id(note.0)
        .filter(Column::WorkspaceId.eq(id.0))
        .filter(Column::AuthorId.eq(counselor.person.0))
        .one(tx)
        .await?;
    let row = row.ok_or(ApiError::NotFound)?;
    if row.version == version { Ok((access, row)) } else { Err(ApiError::Conflict.into()) }
}
