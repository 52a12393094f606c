//! The desk of a main user (P4).

use super::Desk;
use crate::{
    canned, deed,
    organisation::change_policy,
    overview,
    person::{
        staff::{self, Wish},
        staff_invitation,
    },
    retention::hold,
    session::Proof,
    workspace,
};
use async_trait::async_trait;
use contract::{
    AnswerId, DeedId, HoldId, MainUserDesk, OrganisationId, PersonId, StaffInvitationId,
    canned::{AnswerView, NewAnswer},
    deed::{DeedView, NewDeed},
    desk::Answer,
    oversight::{NewHold, OverseenFilter, OverseenList, Overview},
    policy::{DryRun, NewMonths, PolicyView},
    staff::{NewStaffInvitation, StaffRole, StaffView},
};

/// A main user of one organisation (P4). They take part in no workspace.
#[derive(Clone, Copy, Debug)]
pub struct MainUser {
    /// Who.
    pub person: PersonId,
    /// Of what.
    pub organisation: OrganisationId,
    /// When they last proved who they are.
    pub proof: Proof,
}

#[async_trait]
impl MainUserDesk for Desk<MainUser> {
    async fn overview(&self) -> Answer<Overview> {
        Ok(overview::overview(&self.services, self.role.organisation).await?)
    }

    async fn oversee(&self, filter: OverseenFilter) -> Answer<OverseenList> {
        Ok(workspace::oversee(&self.services, self.role.organisation, filter).await?)
    }

    async fn plan_deed(&self, new: NewDeed) -> Answer<DeedId> {
        Ok(deed::plan(&self.services, self.role.person, self.role.organisation, new).await?)
    }

    async fn deed(&self, id: DeedId) -> Answer<DeedView> {
        self.about(id.0, deed::view(&self.services, self.role.organisation, id).await).await
    }

    async fn confirm_deed(&self, id: DeedId) -> Answer<()> {
        let MainUser { person: me, organisation, proof } = self.role;
        let proof = proof.fresh(self.services.clock.now())?;
        self.about(id.0, deed::confirm(&self.services, me, organisation, id, proof).await).await
    }

    async fn policy(&self) -> Answer<PolicyView> {
        Ok(change_policy::view(&self.services, self.role.organisation).await?)
    }

    async fn try_policy(&self, new: NewMonths) -> Answer<DryRun> {
        Ok(change_policy::dry_run(&self.services, self.role.organisation, &new).await?)
    }

    async fn set_policy(&self, new: NewMonths) -> Answer<()> {
        let proof = self.role.proof.fresh(self.services.clock.now())?;
        Ok(change_policy::set(&self.services, self.role.person, self.role.organisation, &new, proof).await?)
    }

    async fn staff(&self) -> Answer<StaffView> {
        Ok(staff::view(&self.services, self.role.person, self.role.organisation).await?)
    }

    async fn change_role(&self, person: PersonId, role: StaffRole, give: bool) -> Answer<()> {
        let MainUser { person: me, organisation, proof } = self.role;
        let proof = proof.fresh(self.services.clock.now())?;
        self.about(
            person.0,
            staff::change(&self.services, me, organisation, Wish { person, role, give }, proof).await,
        )
        .await
    }

    async fn invite_staff(&self, new: NewStaffInvitation) -> Answer<()> {
        let MainUser { person: me, organisation, proof } = self.role;
        let proof = proof.fresh(self.services.clock.now())?;
        Ok(staff_invitation::invite(&self.services, me, organisation, &new, proof).await?)
    }

    async fn withdraw_staff_invitation(&self, id: StaffInvitationId) -> Answer<()> {
        let MainUser { person: me, organisation, .. } = self.role;
        self.about(id.0, staff_invitation::take_back(&self.services, me, organisation, id).await).await
    }

    async fn answers(&self) -> Answer<Vec<AnswerView>> {
        Ok(canned::all(&self.services, self.role.organisation).await?)
    }

    async fn save_answer(&self, new: NewAnswer) -> Answer<()> {
        Ok(canned::save(&self.services, self.role.person, self.role.organisation, new).await?)
    }

    async fn remove_answer(&self, id: AnswerId) -> Answer<()> {
        self.about(id.0, canned::remove(&self.services, self.role.person, self.role.organisation, id).await)
            .await
    }

    async fn place_hold(&self, new: NewHold) -> Answer<()> {
        let MainUser { person: me, organisation, proof } = self.role;
        let proof = proof.fresh(self.services.clock.now())?;
        Ok(hold::place(&self.services, me, organisation, new, proof).await?)
    }

    async fn lift_hold(&self, id: HoldId) -> Answer<()> {
        let MainUser { person: me, organisation, proof } = self.role;
        let proof = proof.fresh(self.services.clock.now())?;
        self.about(id.0, hold::lift(&self.services, me, organisation, id, proof).await).await
    }
}
