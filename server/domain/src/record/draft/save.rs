//! Keeping what is typed so far.

use super::{BODY, Column, Entity, Model, SUBJECT, context};
use crate::{
    ground::{error::Result, services::Services},
    record::{access::ContentAccess, thread},
};
use contract::{ApiError, ConversationId, DraftId, draft::NewDraft};
use sea_orm::{DatabaseTransaction, IntoActiveModel, entity::prelude::*};

/// Keeps a draft, or forgets it when it was emptied. Gives which one it is now, if there is one: what an older
/// page saw before it was emptied or sent is never taken for what was begun since.
///
/// # Errors
/// [`ApiError::Conflict`] when it was continued elsewhere.
pub(crate) async fn save(
    services: &Services,
    tx: &DatabaseTransaction,
    access: &ContentAccess,
    new: &NewDraft,
) -> Result<Option<DraftId>> {
    let at = place_of(tx, access, new.conversation).await?;
    let key = (access.participant.person().0, at);
    let known = Entity::find_by_id(key).one(tx).await?;
    if known.as_ref().map(|draft| DraftId(draft.id)) != new.seen {
        return Err(ApiError::Conflict.into());
    }
    if new.is_empty() {
        Entity::delete_by_id(key).exec(tx).await?;
        Ok(None)
    } else {
        write(services, tx, access, at, known, new).await.map(Some)
    }
}

/// The conversation, if it is one of the owner; else the owner itself.
async fn place_of(
    tx: &DatabaseTransaction,
    access: &ContentAccess,
    conversation: Option<ConversationId>,
) -> Result<Uuid> {
    let Some(conversation) = conversation else { return Ok(access.id()) };
    let known = thread::Entity::find_by_id(conversation.0).filter(thread::open_to(access)).one(tx).await?;
    Ok(known.ok_or(ApiError::NotFound)?.id)
}

async fn write(
    services: &Services,
    tx: &DatabaseTransaction,
    access: &ContentAccess,
    at: Uuid,
    known: Option<Model>,
    new: &NewDraft,
) -> Result<DraftId> {
    let id = services.randomness.uuid();
    let version = known.as_ref().map_or(1, |draft| draft.version.saturating_add(1));
    let row = Model {
        person_id: access.participant.person().0,
        place_id: at,
        id,
        owner_id: access.id(),
        owner_kind: access.owner.kind,
        subject: access.key.seal_text(context(id, version, SUBJECT), &new.subject)?,
        body: access.key.seal_text(context(id, version, BODY), &new.body)?,
        version,
        saved_at: services.clock.now(),
    };
    let columns = row.into_active_model().reset_all();
    if let Some(known) = known {
        let same = Entity::update_many().set(columns).filter(Column::Id.eq(known.id)).exec(tx).await?;
        debug_assert_eq!(same.rows_affected, 1, "its owner's row is held");
    } else {
        Entity::insert(columns).exec_without_returning(tx).await?;
    }
    Ok(DraftId(id))
}
