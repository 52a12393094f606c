//! The desk of a supervisor (P8).

use super::Desk;
use crate::{ground::actor::Supervisor, views::break_glass};
use async_trait::async_trait;
use contract::{
    ApiResult, ConversationId, SupervisorDesk, WorkspaceId,
    break_glass::{BreakGlassSessionView, BreakGlassView, NewBreakGlassSession},
    conversation::ConversationView,
    workspace::WorkspaceView,
};
use tracing::instrument;

#[async_trait]
impl SupervisorDesk for Desk<Supervisor> {
    #[instrument(skip_all)]
    async fn break_glass_sessions(&self) -> ApiResult<Vec<BreakGlassSessionView>> {
        Ok(break_glass::break_glass_sessions(&self.services, self.role).await?)
    }

    #[instrument(skip_all)]
    async fn break_glass(&self, new: NewBreakGlassSession) -> ApiResult<WorkspaceId> {
        let recent = self.role.authenticated.recent(self.services.clock.now())?;
        Ok(break_glass::break_glass(&self.services, self.role, &new, recent).await?)
    }

    #[instrument(skip_all, fields(workspace = %id))]
    async fn end_break_glass(&self, id: WorkspaceId) -> ApiResult<()> {
        self.about(id.0, break_glass::end(&self.services, self.role, id).await).await
    }

    #[instrument(skip_all, fields(workspace = %id))]
    async fn break_glass_workspace(&self, id: WorkspaceId) -> ApiResult<BreakGlassView<WorkspaceView>> {
        self.about(id.0, break_glass::workspace(&self.services, self.role, id).await).await
    }

    #[instrument(skip_all, fields(workspace = %workspace, conversation = %id))]
    async fn break_glass_conversation(
        &self,
        workspace: WorkspaceId,
        id: ConversationId,
        before: Option<i64>,
    ) -> ApiResult<BreakGlassView<ConversationView>> {
        self.about(
            workspace.0,
            break_glass::conversation(&self.services, self.role, workspace, id, before).await,
        )
        .await
    }
}
