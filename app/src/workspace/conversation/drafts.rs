//! What is kept of a message while it is written (W1): its text, and its files.

use crate::{error::AppError, operation::operation};
use contract::{
    ConversationId, DraftId, FileId, WorkspaceId,
    draft::{NewDraft, Unsent},
};
use leptos::prelude::*;

/// Keeps a draft.
#[server(endpoint = "save_draft")]
pub async fn save_draft(
    workspace: WorkspaceId,
    draft: NewDraft,
    #[server(default)] acting: String,
) -> Result<Option<DraftId>, AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::workspace_desk()?.save_draft(workspace, draft).await.map_err(crate::ssr::failed)
}

operation!(SaveDraft: Ordinary);

/// What somebody has begun to write, here or elsewhere.
#[server(endpoint = "open_unsent")]
pub async fn open_unsent(
    workspace: WorkspaceId,
    conversation: Option<ConversationId>,
) -> Result<Unsent, AppError> {
    crate::ssr::workspace_desk()?.unsent(workspace, conversation).await.map_err(crate::ssr::failed)
}

operation!(OpenUnsent: Ordinary);

/// Removes a file that was not sent yet.
#[server(endpoint = "remove_file")]
pub async fn remove_file(
    workspace: WorkspaceId,
    file: FileId,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::workspace_desk()?.remove_file(workspace, file).await.map_err(crate::ssr::failed)
}

operation!(RemoveFile: Ordinary);
