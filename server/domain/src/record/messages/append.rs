//! Putting a message at the end of a conversation.

use crate::{
    ground::{
        audit::{self, Action},
        error::{Error, Result},
        services::Services,
        vault::SealContext,
    },
    record::{
        access::ContentAccess,
        file,
        thread::{self, Column, Entity, hidden_before, message, open_to, seen},
    },
};
use chrono::{DateTime, Utc};
use contract::{ApiError, ConversationId, FileId};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, ExprTrait, entity::prelude::*};

/// What a message brings.
#[derive(Clone, Copy)]
pub(crate) struct MessageContent<'a> {
    /// Its text.
    pub body: &'a str,
    /// The message that it answers, by the position that its author sees.
    pub reply_to: Option<i64>,
    /// Its files.
    pub files: &'a [FileId],
}

/// Puts a message at the end of a conversation, with its line in the audit log. Gives its position.
///
/// # Errors
/// [`ApiError::NotFound`] for a conversation or an answered message that is not theirs to see.
pub(crate) async fn append(
    services: &Services,
    tx: &DatabaseTransaction,
    access: &ContentAccess,
    conversation: ConversationId,
    content: MessageContent<'_>,
) -> Result<i64> {
    let now = services.clock.now();
    let position = take_position(tx, access, conversation, now).await?;
    let hidden = hidden_before(tx, access, conversation).await?;
    let reply_to = content.reply_to.map(|position| position.saturating_add(hidden));
    if let Some(answered) = reply_to {
        let there = message::Entity::find_by_id((conversation.0, answered)).filter(seen(access));
        there.one(tx).await?.ok_or(ApiError::NotFound)?;
    }
    let id = services.randomness.uuid();
    let row = message::ActiveModel {
        id: Set(id),
        conversation_id: Set(conversation.0),
        position: Set(position),
        author_id: Set(access.participant.person().0),
        side: Set(access.participant.side().into()),
        body: Set(access.key.seal_text(SealContext::of(id, thread::BODY), content.body)?),
        version: Set(1),
        sent_at: Set(now),
        reply_to: Set(reply_to),
        taken_back_at: Set(None),
        shown_at: Set(None),
    };
    message::Entity::insert(row).exec_without_returning(tx).await?;
    file::attach(services, tx, access, conversation, id, content.files).await?;
    audit::record(tx, now, access.entry(Action::MessageSent, id)).await?;
    Ok(position)
}

/// The next position in the conversation, which holds its row until the transaction ends.
async fn take_position(
    tx: &DatabaseTransaction,
    access: &ContentAccess,
    conversation: ConversationId,
    now: DateTime<Utc>,
) -> Result<i64> {
    let counted = Entity::update_many()
        .col_expr(Column::Messages, Expr::col(Column::Messages).add(1))
        .col_expr(Column::LastAt, Expr::value(now))
        .filter(Column::Id.eq(conversation.0))
        .filter(open_to(access))
        .exec(tx)
        .await?;
    if counted.rows_affected != 1 {
        return Err(ApiError::NotFound.into());
    }
    let row = Entity::find_by_id(conversation.0).one(tx).await?;
    Ok(row.ok_or(Error::Inconsistent("conversation missing"))?.messages)
}
