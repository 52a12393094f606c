//! What somebody has read, or was shown in another way: it is not taken back any more (W1).

use crate::{
    ground::{error::Result, services::Services},
    record::{
        access::ContentAccess,
        thread::{message, read_mark},
    },
};
use chrono::TimeDelta;
use contract::{ConversationId, conversation::TAKE_BACK_MINUTES};
use sea_orm::{
    ActiveValue::Set, Condition, DatabaseTransaction, ExprTrait, entity::prelude::*, sea_query::OnConflict,
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

/// Moves the mark of the reader to a position, never back.
pub(crate) async fn mark_read(
    tx: &DatabaseTransaction,
    access: &ContentAccess,
    id: ConversationId,
    last: i64,
) -> Result<()> {
    let mark = read_mark::ActiveModel {
        conversation_id: Set(id.0),
        person_id: Set(access.participant.person().0),
        position: Set(last),
    };
    let mut newer = OnConflict::columns([read_mark::Column::ConversationId, read_mark::Column::PersonId]);
    newer
        .update_column(read_mark::Column::Position)
        .action_and_where(Expr::col((read_mark::Entity, read_mark::Column::Position)).lt(last));
    read_mark::Entity::insert(mark).on_conflict(newer).exec_without_returning(tx).await?;
    Ok(())
}
