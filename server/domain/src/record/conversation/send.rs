//! Sending a message (W1), and "reactivate and send" (L5).

use crate::{
    ground::{
        actor::Participant,
        audit::{self, Action},
        error::{Error, Result},
        services::Services,
        vault::SealContext,
    },
    guidance::workspace::{self, WorkspaceAccess, open_for_writing, reactivate_opened},
    record::{
        draft, file,
        thread::{Column, Entity, hidden_before, message, open_to, seen},
    },
};
use chrono::{DateTime, Utc};
use contract::{ApiError, ConversationId, FileId, WorkspaceId, conversation::NewMessage, life::State};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, ExprTrait, entity::prelude::*};

/// Sends a message in one transaction with its trace.
///
/// # Errors
/// [`ApiError::Inactive`] when the workspace has to be reactivated first and that was not asked
/// for; [`ApiError::Archived`] when nobody writes any more. What was typed is the caller's to keep.
pub(crate) async fn send(
    services: &Services,
    participant: Participant,
    workspace: WorkspaceId,
    conversation: ConversationId,
    new: NewMessage,
) -> Result<()> {
    let body = new.check()?;
    let letter = Letter { body: &body, answers: new.answers, files: &new.files };
    let tx = services.database.begin().await?;
    let opened = writable(services, &tx, participant, workspace, new.reactivate).await?;
    append(services, &tx, &opened, conversation, letter).await?;
    draft::forget_at(&tx, participant.person(), conversation.0).await?;
    workspace::commit(services, tx, workspace).await
}

/// The workspace, active: if need be reactivated in this very transaction (L5).
pub(super) async fn writable(
    services: &Services,
    tx: &DatabaseTransaction,
    participant: Participant,
    id: WorkspaceId,
    reactivate: bool,
) -> Result<WorkspaceAccess> {
    let opened = open_for_writing(services, tx, participant, id).await?;
    match opened.state() {
        State::Active => Ok(opened),
        State::Archived => Err(ApiError::Archived.into()),
        // A second professional cannot bring it back, and is to look again (P6).
        State::Inactive if opened.consent.is_some() => Err(ApiError::Conflict.into()),
        State::Inactive if reactivate => {
            reactivate_opened(services, tx, opened).await?;
            open_for_writing(services, tx, participant, id).await
        }
        State::Inactive => Err(ApiError::Inactive.into()),
    }
}

/// What a message brings.
#[derive(Clone, Copy)]
pub(super) struct Letter<'a> {
    pub body: &'a str,
    pub answers: Option<i64>,
    pub files: &'a [FileId],
}

/// Puts a message at the end of a conversation of the opened workspace.
pub(super) async fn append(
    services: &Services,
    tx: &DatabaseTransaction,
    opened: &WorkspaceAccess,
    conversation: ConversationId,
    letter: Letter<'_>,
) -> Result<()> {
    let now = services.clock.now();
    let position = take_position(tx, opened, conversation, now).await?;
    let hidden = hidden_before(tx, opened, conversation).await?;
    let answers = letter.answers.map(|position| position.saturating_add(hidden));
    if let Some(answered) = answers {
        let there = message::Entity::find_by_id((conversation.0, answered)).filter(seen(opened));
        there.one(tx).await?.ok_or(ApiError::NotFound)?;
    }
    let id = services.randomness.uuid();
    let row = message::ActiveModel {
        id: Set(id),
        conversation_id: Set(conversation.0),
        position: Set(position),
        author_id: Set(opened.participant.person().0),
        side: Set(opened.participant.side().into()),
        body: Set(opened.key.seal_text(SealContext::of(id, crate::record::thread::BODY), letter.body)?),
        version: Set(1),
        sent_at: Set(now),
        answers: Set(answers),
        taken_back_at: Set(None),
        shown_at: Set(None),
    };
    message::Entity::insert(row).exec_without_returning(tx).await?;
    file::attach(services, tx, opened, conversation, id, letter.files).await?;
    workspace::Entity::update_many()
        .col_expr(workspace::Column::TouchedAt, Expr::value(now))
        .filter(workspace::Column::Id.eq(opened.id().0))
        .exec(tx)
        .await?;
    let entry = opened.entry(Action::MessageSent, id);
    audit::record(tx, now, entry).await
}

/// The next position in the conversation, which holds its row until the transaction ends.
async fn take_position(
    tx: &DatabaseTransaction,
    opened: &WorkspaceAccess,
    conversation: ConversationId,
    now: DateTime<Utc>,
) -> Result<i64> {
    let counted = Entity::update_many()
        .col_expr(Column::Messages, Expr::col(Column::Messages).add(1))
        .col_expr(Column::LastAt, Expr::value(now))
        .filter(Column::Id.eq(conversation.0))
        .filter(open_to(opened))
        .exec(tx)
        .await?;
    if counted.rows_affected != 1 {
        return Err(ApiError::NotFound.into());
    }
    let row = Entity::find_by_id(conversation.0).one(tx).await?;
    Ok(row.ok_or(Error::Inconsistent("conversation missing"))?.messages)
}
