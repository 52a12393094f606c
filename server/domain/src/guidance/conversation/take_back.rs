//! Taking a message back (W1): within a few minutes, while nobody else has read it.

use crate::{
    ground::{
        actor::Participant,
        audit::{self, Action},
        error::Result,
        services::Services,
    },
    guidance::workspace::{self, open_for_writing},
    record::{
        file, notification,
        thread::{Column, Entity, hidden_before, message, read_mark},
    },
};
use chrono::TimeDelta;
use contract::{ApiError, ConversationId, WorkspaceId, conversation::TAKE_BACK_MINUTES, life::State};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseTransaction, entity::prelude::*};

/// Takes a message back: its text and its files are gone for everybody, that there was one stays.
///
/// # Errors
/// [`ApiError::TooLate`] when it was read, or is older than a few minutes; [`ApiError::NotFound`]
/// when it is not theirs.
pub(crate) async fn take_back(
    services: &Services,
    participant: Participant,
    workspace: WorkspaceId,
    conversation: ConversationId,
    position: i64,
) -> Result<()> {
    let now = services.clock.now();
    let tx = services.database.begin().await?;
    let access = open_for_writing(services, &tx, participant, workspace).await?;
    let position = position.saturating_add(hidden_before(&tx, &access.content, conversation).await?);
    let row = own(&tx, workspace, conversation, participant, position).await?;
    let in_time = now - row.sent_at <= TimeDelta::minutes(TAKE_BACK_MINUTES);
    if !in_time
        || access.state() != State::Active
        || row.shown_at.is_some()
        || was_read(&tx, conversation, participant, position).await?
    {
        return Err(ApiError::TooLate.into());
    }
    let id = row.id;
    let emptied = message::Model { version: row.version + 1, ..row };
    let body = access.content.key.seal_text(emptied.body_context(), "")?;
    let columns = message::ActiveModel {
        conversation_id: Set(conversation.0),
        position: Set(position),
        body: Set(body),
        version: Set(emptied.version),
        taken_back_at: Set(Some(now)),
        ..Default::default()
    };
    columns.update(&tx).await?;
    let files = file::detach(&tx, id).await?;
    notification::taken_back(&tx, conversation, position).await?;
    audit::record(&tx, now, access.content.entry(Action::MessageTakenBack, id)).await?;
    workspace::commit(services, tx, workspace).await?;
    file::remove_stored(services, workspace.0, files).await
}

async fn own(
    tx: &DatabaseTransaction,
    workspace: WorkspaceId,
    conversation: ConversationId,
    participant: Participant,
    position: i64,
) -> Result<message::Model> {
    let theirs = Entity::find_by_id(conversation.0).filter(Column::OwnerId.eq(workspace.0));
    theirs.one(tx).await?.ok_or(ApiError::NotFound)?;
    let row = message::Entity::find_by_id((conversation.0, position))
        .filter(message::Column::AuthorId.eq(participant.person().0))
        .filter(message::Column::TakenBackAt.is_null());
    Ok(row.one(tx).await?.ok_or(ApiError::NotFound)?)
}

async fn was_read(
    tx: &DatabaseTransaction,
    conversation: ConversationId,
    participant: Participant,
    position: i64,
) -> Result<bool> {
    let readers = read_mark::Entity::find()
        .filter(read_mark::Column::ConversationId.eq(conversation.0))
        .filter(read_mark::Column::PersonId.ne(participant.person().0))
        .filter(read_mark::Column::Position.gte(position));
    Ok(readers.count(tx).await? > 0)
}
