//! What somebody has begun to write, to go on with.

use super::{BODY, Entity, SUBJECT, place};
use crate::{
    ground::{actor::Participant, clock::local_time, error::Result, services::Services},
    guidance::workspace::{WorkspaceAccess, open_for_reading},
    record::file,
};
use contract::{
    ConversationId, WorkspaceId,
    draft::{DraftView, Unsent},
};
use sea_orm::entity::prelude::*;

/// What a participant has begun to write at a place.
pub(crate) async fn unsent(
    services: &Services,
    participant: Participant,
    workspace: WorkspaceId,
    conversation: Option<ConversationId>,
) -> Result<Unsent> {
    let opened = open_for_reading(services, participant, workspace).await?;
    unsent_of(services, &opened, conversation).await
}

/// The same, in a workspace that is open.
pub(crate) async fn unsent_of(
    services: &Services,
    opened: &WorkspaceAccess,
    conversation: Option<ConversationId>,
) -> Result<Unsent> {
    let db = services.database.read();
    let at = conversation.map_or(opened.id().0, |conversation| conversation.0);
    let row = Entity::find_by_id((opened.participant.person().0, at)).one(db).await?;
    let draft = row.filter(|row| row.workspace_id == opened.id().0).map(|row| {
        let open = |field, sealed| opened.key.show(place(row.id, row.version, field), sealed);
        DraftView {
            subject: open(SUBJECT, &row.subject),
            body: open(BODY, &row.body),
            version: row.version,
            saved_at: local_time(row.saved_at, opened.organisation.zone),
        }
    });
    Ok(Unsent {
        draft,
        files: file::unsent_by(db, opened, conversation).await?,
        largest_file: services.files.limits.largest,
    })
}
