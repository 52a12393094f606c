//! What is shown of files.

use super::{Column, Entity, Model};
use crate::{ground::error::Result, record::access::ContentAccess};
use contract::{ConversationId, file::FileView};
use sea_orm::{QueryOrder, entity::prelude::*};
use std::collections::HashMap;

/// The files of messages, by message, in the order in which they came.
pub(crate) async fn of_messages(
    db: &impl ConnectionTrait,
    access: &ContentAccess,
    messages: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Vec<FileView>>> {
    let rows = Entity::find()
        .filter(Column::OwnerId.eq(access.id()))
        .filter(Column::MessageId.is_in(messages))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    let mut files: HashMap<Uuid, Vec<FileView>> = HashMap::new();
    for row in rows {
        if let Some(message) = row.message_id {
            files.entry(message).or_default().push(row.view(&access.key)?);
        }
    }
    Ok(files)
}

/// What a participant has brought and not sent yet, in a conversation or for a new one.
pub(crate) async fn unsent_by(
    db: &impl ConnectionTrait,
    access: &ContentAccess,
    conversation: Option<ConversationId>,
) -> Result<Vec<FileView>> {
    let place = match conversation {
        Some(conversation) => Column::ConversationId.eq(conversation.0),
        None => Column::ConversationId.is_null(),
    };
    let rows: Vec<Model> = Entity::find()
        .filter(Column::OwnerId.eq(access.id()))
        .filter(Column::AuthorId.eq(access.participant.person().0))
        .filter(Column::MessageId.is_null())
        .filter(place)
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    rows.iter().map(|row| row.view(&access.key)).collect()
}
