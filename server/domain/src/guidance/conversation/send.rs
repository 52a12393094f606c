//! Sending a message (W1), and "reactivate and send" (L5).

use super::notify::notify;
use crate::{
    ground::{actor::Participant, error::Result, once, services::Services},
    guidance::workspace::{self, WorkspaceAccess, open_for_writing, reactivate_opened},
    record::{
        draft,
        messages::{MessageContent, append},
    },
};
use contract::{ApiError, ConversationId, WorkspaceId, conversation::NewMessage, life::State};
use sea_orm::DatabaseTransaction;

/// Sends a message in one transaction with its line in the audit log.
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
    let content = MessageContent { body: &body, reply_to: new.reply_to, files: &new.files };
    let tx = once::begin(services).await?;
    let access = writable(services, &tx, participant, workspace, new.reactivate).await?;
    let position = append(services, &tx, &access.content, conversation, content).await?;
    notify(services, &tx, &access, conversation, position).await?;
    workspace::written_in(services, &tx, workspace).await?;
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
    let access = open_for_writing(services, tx, participant, id).await?;
    match access.state() {
        State::Active => Ok(access),
        State::Archived => Err(ApiError::Archived.into()),
        // A guest cannot bring it back, and is to look again (P6, P12).
        State::Inactive if access.is_guest() => Err(ApiError::Conflict.into()),
        State::Inactive if reactivate => {
            reactivate_opened(services, tx, access).await?;
            open_for_writing(services, tx, participant, id).await
        }
        State::Inactive => Err(ApiError::Inactive.into()),
    }
}
