//! The desk of a supervisor (P8).

use super::{Desk, Role};
use crate::{
    ground::actor::Participant,
    people::proof::Proof,
    views::break_glass::{self, Acting},
};
use async_trait::async_trait;
use contract::{
    ApiResult, ConversationId, OrganisationId, PersonId, SupervisorDesk, WorkspaceId,
    conversation::ConversationView,
    supervision::{BreakGlassSessionView, BreakGlassView, NewBreakGlassSession},
    workspace::WorkspaceView,
};

/// A supervisor of one organisation (P4). They take part in no workspace.
#[derive(Clone, Copy, Debug)]
pub struct Supervisor {
    /// Who.
    pub person: PersonId,
    /// Of what.
    pub organisation: OrganisationId,
    /// When they last proved who they are.
    pub proof: Proof,
}

impl Role for Supervisor {
    #[expect(private_interfaces, reason = "only this crate reads it")]
    fn participant(&self) -> Participant {
        Participant::Supervisor { person: self.person, organisation: self.organisation }
    }
}

impl Supervisor {
    fn acting(self) -> Acting {
        Acting { person: self.person, organisation: self.organisation }
    }
}

#[async_trait]
impl SupervisorDesk for Desk<Supervisor> {
    async fn openings(&self) -> ApiResult<Vec<BreakGlassSessionView>> {
        Ok(break_glass::openings(&self.services, self.role.acting()).await?)
    }

    async fn break_glass(&self, new: NewBreakGlassSession) -> ApiResult<WorkspaceId> {
        let proof = self.role.proof.fresh(self.services.clock.now())?;
        Ok(break_glass::break_glass(&self.services, self.role.acting(), &new, proof).await?)
    }

    async fn end_opening(&self, id: WorkspaceId) -> ApiResult<()> {
        self.about(id.0, break_glass::end(&self.services, self.role.acting(), id).await).await
    }

    async fn opened_workspace(&self, id: WorkspaceId) -> ApiResult<BreakGlassView<WorkspaceView>> {
        self.about(id.0, break_glass::workspace(&self.services, self.role.acting(), id).await).await
    }

    async fn opened_conversation(
        &self,
        workspace: WorkspaceId,
        id: ConversationId,
        before: Option<i64>,
    ) -> ApiResult<BreakGlassView<ConversationView>> {
        self.about(
            workspace.0,
            break_glass::conversation(&self.services, self.role.acting(), workspace, id, before).await,
        )
        .await
    }
}
