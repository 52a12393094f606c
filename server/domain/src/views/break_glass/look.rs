//! What a supervisor sees in a workspace that they have opened. Each look is audited like those of
//! all other staff (A1).

use super::break_glass_sessions;
use crate::{
    ground::{
        actor::{Participant, Supervisor},
        error::Result,
        services::Services,
    },
    guidance::{conversation, workspace::ReadMode},
    views::workspace_page,
};
use contract::{
    ApiError, ConversationId, WorkspaceId,
    break_glass::{BreakGlassSessionView, BreakGlassView},
    conversation::ConversationView,
    workspace::WorkspaceView,
};

/// The workspace.
pub(crate) async fn workspace(
    services: &Services,
    supervisor: Supervisor,
    id: WorkspaceId,
) -> Result<BreakGlassView<WorkspaceView>> {
    let view =
        workspace_page::open(services, Participant::Supervisor(supervisor), id, ReadMode::Visit).await?;
    Ok(BreakGlassView { session: session(services, supervisor, id).await?, view })
}

/// A page of a conversation in it.
pub(crate) async fn conversation(
    services: &Services,
    supervisor: Supervisor,
    workspace: WorkspaceId,
    id: ConversationId,
    before: Option<i64>,
) -> Result<BreakGlassView<ConversationView>> {
    let view = conversation::read(
        services,
        Participant::Supervisor(supervisor),
        workspace,
        id,
        before,
        ReadMode::Visit,
    )
    .await?;
    Ok(BreakGlassView { session: session(services, supervisor, workspace).await?, view })
}

async fn session(
    services: &Services,
    supervisor: Supervisor,
    id: WorkspaceId,
) -> Result<BreakGlassSessionView> {
    let mut break_glass_sessions = break_glass_sessions(services, supervisor).await?.into_iter();
    Ok(break_glass_sessions
        .find(|session| session.is_open && session.workspace == id)
        .ok_or(ApiError::NotFound)?)
}
