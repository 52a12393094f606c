//! What is shown of files.

use super::{Column, Entity, Model};
use crate::{ground::error::Result, guidance::workspace::WorkspaceAccess};
use contract::{ConversationId, file::FileView};
use sea_orm::{QueryOrder, entity::prelude::*};
use std::collections::HashMap;

/// The files of messages, by message, in the order in which they came.
pub(crate) async fn of_messages(
    db: &impl ConnectionTrait,
    opened: &WorkspaceAccess,
    messages: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Vec<FileView>>> {
    let rows = Entity::find()
        .filter(Column::WorkspaceId.eq(opened.id().0))
        .filter(Column::MessageId.is_in(messages))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    let mut files: HashMap<Uuid, Vec<FileView>> = HashMap::new();
    for row in rows {
        if let Some(message) = row.message_id {
            files.entry(message).or_default().push(row.view(&opened.key)?);
        }
    }
    Ok(files)
}

/// What a participant has brought and not sent yet, in a conversation or for a new one.
pub(crate) async fn unsent_by(
    db: &impl ConnectionTrait,
    opened: &WorkspaceAccess,
    conversation: Option<ConversationId>,
) -> Result<Vec<FileView>> {
    let place = match conversation {
        Some(conversation) => Column::ConversationId.eq(conversation.0),
        None => Column::ConversationId.is_null(),
    };
    let rows: Vec<Model> = Entity::find()
        .filter(Column::WorkspaceId.eq(opened.id().0))
        .filter(Column::AuthorId.eq(opened.participant.person().0))
        .filter(Column::MessageId.is_null())
        .filter(place)
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    rows.iter().map(|row| row.view(&opened.key)).collect()
}
