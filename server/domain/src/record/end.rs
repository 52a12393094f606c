//! The end of an owner's content: how much it was, and forgetting it.

use super::{
    draft, file, notification,
    thread::{self, message, read_mark},
};
use crate::ground::error::Result;
use sea_orm::{DatabaseTransaction, QuerySelect, QueryTrait, entity::prelude::*, sea_query::SelectStatement};

/// How many conversations and messages an owner has.
pub(crate) async fn count(db: &impl ConnectionTrait, owner: Uuid) -> Result<(i64, i64)> {
    let messages: Vec<i64> = thread::Entity::find()
        .select_only()
        .column(thread::Column::Messages)
        .filter(thread::Column::OwnerId.eq(owner))
        .into_tuple()
        .all(db)
        .await?;
    Ok((i64::try_from(messages.len()).unwrap_or(i64::MAX), messages.into_iter().sum()))
}

/// Removes the rows of an owner's conversations, files, drafts and notifications.
pub(crate) async fn forget(tx: &DatabaseTransaction, owner: Uuid) -> Result<()> {
    let conversations = || -> SelectStatement {
        thread::Entity::find()
            .select_only()
            .column(thread::Column::Id)
            .filter(thread::Column::OwnerId.eq(owner))
            .into_query()
    };
    file::forget(tx, owner).await?;
    draft::forget(tx, owner).await?;
    notification::forget(tx, owner).await?;
    let marks = read_mark::Column::ConversationId.in_subquery(conversations());
    read_mark::Entity::delete_many().filter(marks).exec(tx).await?;
    let messages = message::Column::ConversationId.in_subquery(conversations());
    message::Entity::delete_many().filter(messages).exec(tx).await?;
    thread::Entity::delete_many().filter(thread::Column::OwnerId.eq(owner)).exec(tx).await?;
    Ok(())
}
