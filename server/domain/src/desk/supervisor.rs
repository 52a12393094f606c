//! The desk of a supervisor (P8).

use super::Desk;
use crate::{ground::actor::Supervisor, views::break_glass};
use async_trait::async_trait;
use contract::{
    ApiResult, ConversationId, SupervisorDesk, WorkspaceId,
    conversation::ConversationView,
    supervision::{BreakGlassSessionView, BreakGlassView, NewBreakGlassSession},
    workspace::WorkspaceView,
};

#[async_trait]
impl SupervisorDesk for Desk<Supervisor> {
    async fn openings(&self) -> ApiResult<Vec<BreakGlassSessionView>> {
        Ok(break_glass::openings(&self.services, self.role).await?)
    }

    async fn break_glass(&self, new: NewBreakGlassSession) -> ApiResult<WorkspaceId> {
        let recent = self.role.authenticated.recent(self.services.clock.now())?;
        Ok(break_glass::break_glass(&self.services, self.role, &new, recent).await?)
    }

    async fn end_opening(&self, id: WorkspaceId) -> ApiResult<()> {
        self.about(id.0, break_glass::end(&self.services, self.role, id).await).await
    }

    async fn opened_workspace(&self, id: WorkspaceId) -> ApiResult<BreakGlassView<WorkspaceView>> {
        self.about(id.0, break_glass::workspace(&self.services, self.role, id).await).await
    }

    async fn opened_conversation(
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
