//! The desk of a main user (P4).

use super::Desk;
use crate::{
    ground::actor::{MainUser, authentication::RecentAuthentication},
    guidance::{substitution, workspace},
    people::{
        organisation::wording,
        person::{staff::Wish, staff_invitation, undertaking},
    },
    record::canned::{self, Keeper},
    time::{bulk_action, policy_change, retention::holding},
    views::{self, overview, staff_list},
};
use async_trait::async_trait;
use contract::{
    ApiResult, BulkActionId, CannedResponseId, HoldId, MainUserDesk, PersonId, StaffInvitationId,
    absence::{ColleagueAbsence, NewAbsence},
    administration::{AdministrationFilter, AdministrationList, NewHold, Overview},
    bulk_action::{BulkActionView, NewBulkAction},
    canned::{CannedResponseView, NewCannedResponse},
    policy::{DryRun, NewPolicy, PolicyView},
    staff::{NewStaffInvitation, StaffRole, StaffView},
    wording::{NewUndertaking, Wording, WordingView},
};
use tracing::instrument;

impl Desk<MainUser> {
    /// That they authenticated a moment ago (ASVS 7.5.3).
    fn recent(&self) -> ApiResult<RecentAuthentication> {
        self.role.authenticated.recent(self.services.clock.now())
    }
}

#[async_trait]
impl MainUserDesk for Desk<MainUser> {
    #[instrument(skip_all)]
    async fn overview(&self) -> ApiResult<Overview> {
        Ok(overview::overview(&self.services, self.role.organisation).await?)
    }

    #[instrument(skip_all)]
    async fn administered_workspaces(&self, filter: AdministrationFilter) -> ApiResult<AdministrationList> {
        Ok(workspace::administered_workspaces(&self.services, self.role.organisation, filter).await?)
    }

    #[instrument(skip_all)]
    async fn plan_bulk_action(&self, new: NewBulkAction) -> ApiResult<BulkActionId> {
        Ok(bulk_action::plan(&self.services, self.role, new).await?)
    }

    #[instrument(skip_all, fields(action = %id))]
    async fn bulk_action(&self, id: BulkActionId) -> ApiResult<BulkActionView> {
        self.about(id.0, bulk_action::view(&self.services, self.role.organisation, id).await).await
    }

    #[instrument(skip_all)]
    async fn wording(&self) -> ApiResult<WordingView> {
        Ok(views::wording::view(&self.services, self.role.organisation).await?)
    }

    #[instrument(skip_all)]
    async fn set_wording(&self, new: Wording) -> ApiResult<()> {
        let recent = self.recent()?;
        Ok(wording::set(&self.services, self.role, &new, recent).await?)
    }

    #[instrument(skip_all)]
    async fn set_undertaking(&self, new: NewUndertaking) -> ApiResult<()> {
        let recent = self.recent()?;
        Ok(undertaking::set(&self.services, self.role, &new, recent).await?)
    }

    #[instrument(skip_all, fields(action = %id))]
    async fn cancel_bulk_action(&self, id: BulkActionId) -> ApiResult<()> {
        self.about(id.0, bulk_action::cancel(&self.services, self.role, id).await).await
    }

    #[instrument(skip_all, fields(action = %id))]
    async fn confirm_bulk_action(&self, id: BulkActionId) -> ApiResult<()> {
        let recent = self.recent()?;
        self.about(id.0, bulk_action::confirm(&self.services, self.role, id, recent).await).await
    }

    #[instrument(skip_all)]
    async fn policy(&self) -> ApiResult<PolicyView> {
        Ok(policy_change::view(&self.services, self.role.organisation).await?)
    }

    #[instrument(skip_all, fields(person = %person))]
    async fn colleague_absence(&self, person: PersonId) -> ApiResult<ColleagueAbsence> {
        self.about(person.0, substitution::of_colleague(&self.services, self.role, person).await).await
    }

    #[instrument(skip_all, fields(person = %person))]
    async fn set_colleague_absence(&self, person: PersonId, new: NewAbsence) -> ApiResult<()> {
        let recent = self.recent()?;
        let set = substitution::set_of_colleague(&self.services, self.role, person, &new, recent).await;
        self.about(person.0, set).await
    }

    #[instrument(skip_all, fields(person = %person))]
    async fn end_colleague_absence(&self, person: PersonId) -> ApiResult<()> {
        self.about(person.0, substitution::end_of_colleague(&self.services, self.role, person).await).await
    }

    #[instrument(skip_all)]
    async fn try_policy(&self, new: NewPolicy) -> ApiResult<DryRun> {
        Ok(policy_change::dry_run(&self.services, self.role.organisation, &new).await?)
    }

    #[instrument(skip_all)]
    async fn set_policy(&self, new: NewPolicy) -> ApiResult<()> {
        let recent = self.recent()?;
        Ok(policy_change::set(&self.services, self.role, &new, recent).await?)
    }

    #[instrument(skip_all)]
    async fn staff(&self) -> ApiResult<StaffView> {
        Ok(staff_list::view(&self.services, self.role).await?)
    }

    #[instrument(skip_all, fields(person = %person))]
    async fn change_role(
        &self,
        person: PersonId,
        role: StaffRole,
        give: bool,
        successor: contract::staff::Successor,
    ) -> ApiResult<()> {
        let recent = self.recent()?;
        self.about(
            person.0,
            bulk_action::change_role(
                &self.services,
                self.role,
                Wish { person, role, give },
                successor,
                recent,
            )
            .await,
        )
        .await
    }

    #[instrument(skip_all)]
    async fn invite_staff(&self, new: NewStaffInvitation) -> ApiResult<()> {
        let recent = self.recent()?;
        Ok(staff_invitation::invite(&self.services, self.role, &new, recent).await?)
    }

    #[instrument(skip_all, fields(invitation = %id))]
    async fn withdraw_staff_invitation(&self, id: StaffInvitationId) -> ApiResult<()> {
        self.about(id.0, staff_invitation::take_back(&self.services, self.role, id).await).await
    }

    #[instrument(skip_all)]
    async fn canned_responses(&self) -> ApiResult<Vec<CannedResponseView>> {
        Ok(canned::of_organisation(&self.services, self.role).await?)
    }

    #[instrument(skip_all)]
    async fn save_canned_response(&self, new: NewCannedResponse) -> ApiResult<()> {
        let object = new.id.map_or(self.role.organisation.0, |id| id.0);
        self.about(object, canned::save(&self.services, Keeper::Organisation(self.role), new).await).await
    }

    #[instrument(skip_all, fields(response = %id))]
    async fn remove_canned_response(&self, id: CannedResponseId) -> ApiResult<()> {
        self.about(id.0, canned::remove(&self.services, Keeper::Organisation(self.role), id).await).await
    }

    #[instrument(skip_all)]
    async fn place_hold(&self, new: NewHold) -> ApiResult<()> {
        let recent = self.recent()?;
        Ok(holding::place(&self.services, self.role, new, recent).await?)
    }

    #[instrument(skip_all, fields(hold = %id))]
    async fn lift_hold(&self, id: HoldId) -> ApiResult<()> {
        let recent = self.recent()?;
        self.about(id.0, holding::lift(&self.services, self.role, id, recent).await).await
    }
}
