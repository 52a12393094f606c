//! The desk of a counselor.

use super::Desk;
use crate::{
    ground::actor::Counselor,
    guidance::{note, participation, substitution, workspace},
    record::canned::{self, Keeper},
    views::workspace_list,
};
use async_trait::async_trait;
use contract::{
    ApiResult, CannedResponseId, CounselorDesk, NoteId, PersonId, WorkspaceId,
    absence::{AbsenceView, NewAbsence},
    canned::{CannedResponseView, CannedTitle, NewCannedResponse},
    closing::NewClosing,
    invitation::Correction,
    list::FoundWorkspaces,
    note::{NewNote, NotesView},
    participation::NewParticipation,
    workspace::{Description, DescriptionView, NewWorkspace},
};
use tracing::instrument;

#[async_trait]
impl CounselorDesk for Desk<Counselor> {
    #[instrument(skip_all)]
    async fn search_workspaces(&self, text: String) -> ApiResult<FoundWorkspaces> {
        Ok(workspace_list::find(&self.services, self.role.into(), &text).await?)
    }

    #[instrument(skip_all)]
    async fn create_workspace(&self, new: NewWorkspace) -> ApiResult<WorkspaceId> {
        Ok(workspace::create(&self.services, self.role.into(), new).await?)
    }

    #[instrument(skip_all, fields(workspace = %id))]
    async fn invite_again(&self, id: WorkspaceId, correction: Correction) -> ApiResult<()> {
        self.about(id.0, workspace::invite_again(&self.services, self.role.into(), id, &correction).await)
            .await
    }

    #[instrument(skip_all, fields(workspace = %id))]
    async fn remind_invited(&self, id: WorkspaceId) -> ApiResult<()> {
        self.about(id.0, workspace::remind(&self.services, self.role.into(), id).await).await
    }

    #[instrument(skip_all, fields(workspace = %id))]
    async fn withdraw_invitation(&self, id: WorkspaceId) -> ApiResult<()> {
        self.about(id.0, workspace::withdraw(&self.services, self.role.into(), id).await).await
    }

    #[instrument(skip_all, fields(workspace = %id, person = %candidate))]
    async fn confirm_customer(
        &self,
        id: WorkspaceId,
        candidate: PersonId,
        is_the_one: bool,
    ) -> ApiResult<()> {
        let participant = self.role.into();
        let confirmed =
            workspace::confirm_customer(&self.services, participant, id, candidate, is_the_one).await;
        self.about(id.0, confirmed).await
    }

    #[instrument(skip_all, fields(workspace = %id))]
    async fn description(&self, id: WorkspaceId) -> ApiResult<DescriptionView> {
        self.about(id.0, workspace::description(&self.services, self.role, id).await).await
    }

    #[instrument(skip_all, fields(workspace = %id))]
    async fn change_description(&self, id: WorkspaceId, new: Description) -> ApiResult<()> {
        let changed = workspace::change_description(&self.services, self.role.into(), id, &new).await;
        self.about(id.0, changed).await
    }

    #[instrument(skip_all, fields(workspace = %id))]
    async fn close(&self, id: WorkspaceId, closing: NewClosing) -> ApiResult<()> {
        self.about(id.0, workspace::close(&self.services, self.role.into(), id, &closing).await).await
    }

    #[instrument(skip_all, fields(workspace = %id))]
    async fn hand_over(&self, id: WorkspaceId, to: PersonId) -> ApiResult<()> {
        let recent = self.authenticated.recent(self.services.clock.now())?;
        let given = participation::hand_over(&self.services, self.role.into(), id, to, recent).await;
        self.about(id.0, given).await
    }

    #[instrument(skip_all, fields(workspace = %id))]
    async fn ask_consent(&self, id: WorkspaceId, new: NewParticipation) -> ApiResult<()> {
        self.about(id.0, participation::ask(&self.services, self.role.into(), id, new).await).await
    }

    #[instrument(skip_all, fields(workspace = %id))]
    async fn notes(&self, id: WorkspaceId) -> ApiResult<NotesView> {
        self.about(id.0, note::notes(&self.services, self.role, id).await).await
    }

    #[instrument(skip_all, fields(workspace = %id))]
    async fn add_note(&self, id: WorkspaceId, new: NewNote) -> ApiResult<()> {
        self.about(id.0, note::add(&self.services, self.role, id, new).await).await
    }

    #[instrument(skip_all, fields(workspace = %id))]
    async fn change_note(&self, id: WorkspaceId, note: NoteId, version: i32, new: NewNote) -> ApiResult<()> {
        self.about(id.0, note::change(&self.services, self.role, id, (note, version), &new).await).await
    }

    #[instrument(skip_all, fields(workspace = %id))]
    async fn delete_note(&self, id: WorkspaceId, note: NoteId, version: i32) -> ApiResult<()> {
        self.about(id.0, note::delete(&self.services, self.role, id, (note, version)).await).await
    }

    #[instrument(skip_all)]
    async fn canned_responses(&self) -> ApiResult<Vec<CannedResponseView>> {
        Ok(canned::choice(&self.services, self.role).await?)
    }

    #[instrument(skip_all)]
    async fn canned_titles(&self) -> ApiResult<Vec<CannedTitle>> {
        Ok(canned::titles(&self.services, self.role).await?)
    }

    #[instrument(skip_all, fields(response = %id))]
    async fn canned_response(&self, id: CannedResponseId) -> ApiResult<CannedResponseView> {
        self.about(id.0, canned::one(&self.services, self.role, id).await).await
    }

    #[instrument(skip_all)]
    async fn save_own_response(&self, new: NewCannedResponse) -> ApiResult<()> {
        let object = new.id.map_or(self.role.person.0, |id| id.0);
        self.about(object, canned::save(&self.services, Keeper::Counselor(self.role), new).await).await
    }

    #[instrument(skip_all, fields(response = %id))]
    async fn remove_own_response(&self, id: CannedResponseId) -> ApiResult<()> {
        self.about(id.0, canned::remove(&self.services, Keeper::Counselor(self.role), id).await).await
    }

    #[instrument(skip_all)]
    async fn absence(&self) -> ApiResult<AbsenceView> {
        Ok(substitution::view(&self.services, self.role).await?)
    }

    #[instrument(skip_all)]
    async fn set_absence(&self, new: NewAbsence) -> ApiResult<()> {
        let recent = self.authenticated.recent(self.services.clock.now())?;
        Ok(substitution::set(&self.services, self.role, &new, recent).await?)
    }

    #[instrument(skip_all)]
    async fn end_absence(&self) -> ApiResult<()> {
        Ok(substitution::end(&self.services, self.role).await?)
    }
}
