//! Sending files with a message.

use super::{Column, Entity, intake::wrong};
use crate::{
    ground::{
        audit::{self, Action},
        error::Result,
        services::Services,
    },
    record::access::ContentAccess,
};
use contract::{ConversationId, FieldCode, FileId};
use sea_orm::{DatabaseTransaction, entity::prelude::*};

/// Makes files part of a message: those that its author has brought and not sent yet.
///
/// # Errors
/// When one of them is gone, or somebody else's.
pub(crate) async fn attach(
    services: &Services,
    tx: &DatabaseTransaction,
    access: &ContentAccess,
    conversation: ConversationId,
    message: Uuid,
    files: &[FileId],
) -> Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    let ids = files.iter().map(|file| file.0);
    let attached = Entity::update_many()
        .col_expr(Column::MessageId, Expr::value(Some(message)))
        .col_expr(Column::ConversationId, Expr::value(Some(conversation.0)))
        .filter(Column::Id.is_in(ids))
        .filter(Column::OwnerId.eq(access.id()))
        .filter(Column::AuthorId.eq(access.participant.person().0))
        .filter(Column::MessageId.is_null())
        .exec(tx)
        .await?;
    if attached.rows_affected != files.len() as u64 {
        return Err(wrong(FieldCode::Gone));
    }
    let entries = files.iter().map(|file| access.entry(Action::FileSent, file.0));
    audit::record_all(tx, services.clock.now(), entries).await
}
