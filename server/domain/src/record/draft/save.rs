//! Keeping what is typed so far.

use super::{BODY, Column, Entity, Model, SUBJECT, place};
use crate::{
    ground::{actor::Participant, error::Result, services::Services},
    guidance::workspace::{WorkspaceAccess, may_write, open_for_writing},
    record::thread,
};
use contract::{ApiError, ConversationId, WorkspaceId, draft::NewDraft};
use sea_orm::{DatabaseTransaction, IntoActiveModel, entity::prelude::*};

/// Keeps a draft, or forgets it when it was emptied. Gives its version: 0 when there is none.
///
/// # Errors
/// [`ApiError::Conflict`] when it was continued elsewhere; [`ApiError::Archived`] where nobody
/// writes any more.
pub(crate) async fn save(
    services: &Services,
    participant: Participant,
    workspace: WorkspaceId,
    new: NewDraft,
) -> Result<i32> {
    new.check()?;
    let tx = services.database.begin().await?;
    let opened = open_for_writing(services, &tx, participant, workspace).await?;
    if !may_write(&opened) {
        return Err(ApiError::Archived.into());
    }
    let at = place_of(&tx, &opened, new.conversation).await?;
    let key = (participant.person().0, at);
    let known = Entity::find_by_id(key).one(&tx).await?;
    let seen = known.as_ref().map_or(0, |draft| draft.version);
    if seen != new.version {
        return Err(ApiError::Conflict.into());
    }
    let version = if new.is_empty() {
        Entity::delete_by_id(key).exec(&tx).await?;
        0
    } else {
        write(services, &tx, &opened, at, known, &new).await?
    };
    tx.commit().await?;
    Ok(version)
}

/// The conversation, if it is one of this workspace; else the workspace itself.
async fn place_of(
    tx: &DatabaseTransaction,
    opened: &WorkspaceAccess,
    conversation: Option<ConversationId>,
) -> Result<Uuid> {
    let Some(conversation) = conversation else { return Ok(opened.id().0) };
    let known = thread::Entity::find_by_id(conversation.0).filter(thread::open_to(opened)).one(tx).await?;
    Ok(known.ok_or(ApiError::NotFound)?.id)
}

async fn write(
    services: &Services,
    tx: &DatabaseTransaction,
    opened: &WorkspaceAccess,
    at: Uuid,
    known: Option<Model>,
    new: &NewDraft,
) -> Result<i32> {
    let id = known.as_ref().map_or_else(|| services.randomness.uuid(), |draft| draft.id);
    let version = new.version + 1;
    let row = Model {
        person_id: opened.participant.person().0,
        place_id: at,
        id,
        workspace_id: opened.id().0,
        subject: opened.key.seal_text(place(id, version, SUBJECT), &new.subject)?,
        body: opened.key.seal_text(place(id, version, BODY), &new.body)?,
        version,
        saved_at: services.clock.now(),
    };
    let columns = row.into_active_model().reset_all();
    if known.is_none() {
        Entity::insert(columns).exec_without_returning(tx).await?;
    } else {
        let same = Entity::update_many().set(columns).filter(Column::Id.eq(id)).exec(tx).await?;
        debug_assert_eq!(same.rows_affected, 1, "its workspace's row is held");
    }
    Ok(version)
}
