//! What somebody has begun to write in a workspace (W1).

use crate::{
    ground::{actor::Participant, error::Result, services::Services},
    guidance::workspace::{may_write, open_for_reading, open_for_writing},
    record::draft,
};
use contract::{
    ApiError, ConversationId, DraftId, WorkspaceId,
    draft::{NewDraft, Unsent},
};

/// What a participant has begun to write, in a conversation or for a new one.
///
/// # Errors
/// [`ApiError::NotFound`] for a workspace that is not theirs.
pub(crate) async fn unsent(
    services: &Services,
    participant: Participant,
    workspace: WorkspaceId,
    conversation: Option<ConversationId>,
) -> Result<Unsent> {
    let access = open_for_reading(services, participant, workspace).await?;
    draft::unsent(services, &access.content, conversation).await
}

/// Keeps a draft, or forgets it when it was emptied. Gives which one it is now.
///
/// # Errors
/// [`ApiError::Conflict`] when it was continued elsewhere; [`ApiError::Archived`] where nobody
/// writes any more.
pub(crate) async fn save(
    services: &Services,
    participant: Participant,
    workspace: WorkspaceId,
    new: NewDraft,
) -> Result<Option<DraftId>> {
    new.check()?;
    let tx = services.database.begin().await?;
    let access = open_for_writing(services, &tx, participant, workspace).await?;
    if !may_write(&access) {
        return Err(ApiError::Archived.into());
    }
    let kept = draft::save(services, &tx, &access.content, &new).await?;
    tx.commit().await?;
    Ok(kept)
}
