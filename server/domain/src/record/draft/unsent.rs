//! What somebody has begun to write, to go on with.

use super::{BODY, Entity, SUBJECT, context};
use crate::{
    ground::{clock::local_time, error::Result, services::Services},
    record::{access::ContentAccess, file},
};
use contract::{
    ConversationId, DraftId,
    draft::{DraftView, Unsent},
};
use sea_orm::entity::prelude::*;

/// What a participant has begun to write, in a conversation or for a new one.
pub(crate) async fn unsent(
    services: &Services,
    access: &ContentAccess,
    conversation: Option<ConversationId>,
) -> Result<Unsent> {
    let db = services.database.read();
    let at = conversation.map_or(access.id(), |conversation| conversation.0);
    let row = Entity::find_by_id((access.participant.person().0, at)).one(db).await?;
    let draft = row.filter(|row| row.owner_id == access.id()).map(|row| {
        let open = |field, sealed| access.key.show(context(row.id, row.version, field), sealed);
        DraftView {
            subject: open(SUBJECT, &row.subject),
            body: open(BODY, &row.body),
            id: DraftId(row.id),
            saved_at: local_time(row.saved_at, access.organisation.zone),
        }
    });
    Ok(Unsent {
        draft,
        files: file::unsent_by(db, access, conversation).await?,
        largest_file: services.files.limits.largest,
    })
}
