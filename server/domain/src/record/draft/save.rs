//! Keeping what is typed so far.

use super::{BODY, Column, Entity, Model, SUBJECT, context};
use crate::{
    ground::{error::Result, services::Services},
    record::{access::ContentAccess, thread},
};
use contract::{ApiError, ConversationId, draft::NewDraft};
use sea_orm::{DatabaseTransaction, IntoActiveModel, entity::prelude::*};

/// Keeps a draft, or forgets it when it was emptied. Gives its version: 0 when there is none.
///
/// # Errors
/// [`ApiError::Conflict`] when it was continued elsewhere.
pub(crate) async fn save(
    services: &Services,
    tx: &DatabaseTransaction,
    access: &ContentAccess,
    new: &NewDraft,
) -> Result<i32> {
    let at = place_of(tx, access, new.conversation).await?;
    let key = (access.participant.person().0, at);
    let known = Entity::find_by_id(key).one(tx).await?;
    let seen = known.as_ref().map_or(0, |draft| draft.version);
    if seen != new.version {
        return Err(ApiError::Conflict.into());
    }
    if new.is_empty() {
        Entity::delete_by_id(key).exec(tx).await?;
        Ok(0)
    } else {
        write(services, tx, access, at, known, new).await
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
) -> Result<i32> {
    let id = known.as_ref().map_or_else(|| services.randomness.uuid(), |draft| draft.id);
    let version = new.version + 1;
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
    if known.is_none() {
        Entity::insert(columns).exec_without_returning(tx).await?;
    } else {
        let same = Entity::update_many().set(columns).filter(Column::Id.eq(id)).exec(tx).await?;
        debug_assert_eq!(same.rows_affected, 1, "its owner's row is held");
    }
    Ok(version)
}
