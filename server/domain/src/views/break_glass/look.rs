//! What a supervisor sees in a workspace that they have opened. Each look is audited like those of
//! all other staff (A1).

use super::{Acting, openings};
use crate::{
    ground::{error::Result, services::Services},
    guidance::workspace::Looking,
    record::conversation,
    views::workspace_page,
};
use contract::{
    ApiError, ConversationId, WorkspaceId,
    conversation::ConversationView,
    supervision::{BreakGlassSessionView, BreakGlassView},
    workspace::WorkspaceView,
};

/// The workspace.
pub(crate) async fn workspace(
    services: &Services,
    acting: Acting,
    id: WorkspaceId,
) -> Result<BreakGlassView<WorkspaceView>> {
    let view = workspace_page::open(services, acting.participant(), id, Looking::Visits).await?;
    Ok(BreakGlassView { opening: opening(services, acting, id).await?, view })
}

/// A page of a conversation in it.
pub(crate) async fn conversation(
    services: &Services,
    acting: Acting,
    workspace: WorkspaceId,
    id: ConversationId,
    before: Option<i64>,
) -> Result<BreakGlassView<ConversationView>> {
    let view =
        conversation::read(services, acting.participant(), workspace, id, before, Looking::Visits).await?;
    Ok(BreakGlassView { opening: opening(services, acting, workspace).await?, view })
}

async fn opening(services: &Services, acting: Acting, id: WorkspaceId) -> Result<BreakGlassSessionView> {
    let mut openings = openings(services, acting).await?.into_iter();
    Ok(openings.find(|opening| opening.is_open && opening.workspace == id).ok_or(ApiError::NotFound)?)
}
