//! What somebody has read, or was shown in another way: it is not taken back any more (W1).

use crate::{
    ground::{error::Result, services::Services},
    record::{
        access::ContentAccess,
        thread::{self, message, read_mark},
    },
};
use chrono::TimeDelta;
use contract::{ConversationId, PersonId, conversation::TAKE_BACK_MINUTES};
use sea_orm::{
    ActiveValue::Set, Condition, DatabaseTransaction, ExprTrait, QuerySelect, QueryTrait, entity::prelude::*,
    sea_query::OnConflict,
};

/// Notes that these messages are shown to the participant, before they are. The row of the
/// owner is held by the caller, so that none of them is taken back in the same moment.
pub(crate) async fn are_shown(
    services: &Services,
    tx: &DatabaseTransaction,
    access: &ContentAccess,
    which: Condition,
) -> Result<()> {
    let now = services.clock.now();
    message::Entity::update_many()
        .col_expr(message::Column::ShownAt, Expr::value(Some(now)))
        .filter(which)
        .filter(message::Column::AuthorId.ne(access.participant.person().0))
        .filter(message::Column::ShownAt.is_null())
        .filter(message::Column::TakenBackAt.is_null())
        // Older ones are not taken back anyway.
        .filter(message::Column::SentAt.gt(now - TimeDelta::minutes(TAKE_BACK_MINUTES + 1)))
        .exec(tx)
        .await?;
    Ok(())
}

/// Up to which position one of these has read a conversation.
pub(crate) async fn read_up_to(
    db: &impl ConnectionTrait,
    id: ConversationId,
    readers: impl IntoIterator<Item = Uuid>,
) -> Result<i64> {
    let marks = read_mark::Entity::find()
        .filter(read_mark::Column::ConversationId.eq(id.0))
        .filter(read_mark::Column::PersonId.is_in(readers));
    Ok(marks.all(db).await?.into_iter().map(|mark| mark.position).max().unwrap_or(0))
}

/// Moves the mark of the reader to a position, never back.
pub(crate) async fn mark_read(
    tx: &DatabaseTransaction,
    access: &ContentAccess,
    id: ConversationId,
    last: i64,
) -> Result<()> {
    put(tx, id.0, access.participant.person(), last).await
}

/// Gives the marks of one counselor to the next: what one has read is not new to the other.
pub(crate) async fn pass_on_marks(
    tx: &DatabaseTransaction,
    owner: Uuid,
    (from, to): (PersonId, PersonId),
) -> Result<()> {
    let conversations = thread::Entity::find()
        .select_only()
        .column(thread::Column::Id)
        .filter(thread::Column::OwnerId.eq(owner));
    let marks = read_mark::Entity::find()
        .filter(read_mark::Column::PersonId.eq(from.0))
        .filter(read_mark::Column::ConversationId.in_subquery(conversations.into_query()));
    for mark in marks.all(tx).await? {
        put(tx, mark.conversation_id, to, mark.position).await?;
    }
    Ok(())
}

async fn put(tx: &DatabaseTransaction, conversation: Uuid, reader: PersonId, last: i64) -> Result<()> {
    let mark = read_mark::ActiveModel {
        conversation_id: Set(conversation),
        person_id: Set(reader.0),
        position: Set(last),
    };
    let mut newer = OnConflict::columns([read_mark::Column::ConversationId, read_mark::Column::PersonId]);
    newer
        .update_column(read_mark::Column::Position)
        .action_and_where(Expr::col((read_mark::Entity, read_mark::Column::Position)).lt(last));
    read_mark::Entity::insert(mark).on_conflict(newer).exec_without_returning(tx).await?;
    Ok(())
}
