//! The desks of the contract, by the rules of this crate. A desk knows who sits at it, and hands
//! that to every use case; each of its methods is one line.

use crate::{
    canned, conversation, deed, draft, file,
    note::{self, StaffMember},
    organisation::change_policy,
    overview, participation,
    person::{
        self, absence,
        staff::{self, Wish},
        staff_invitation,
    },
    retention::hold,
    services::Services,
    session::{Proof, SignedIn},
    workspace::{self, Participant},
};
use async_trait::async_trait;
use contract::{
    AnswerId, ConversationId, CounselorDesk, CustomerDesk, DeedId, FileId, HoldId, MainUserDesk,
    OrganisationId, ParticipationId, PersonDesk, PersonId, StaffInvitationId, WorkspaceDesk, WorkspaceId,
    absence::{AbsenceView, NewAbsence},
    access::AccessLog,
    canned::{AnswerView, NewAnswer},
    conversation::{ConversationView, NewConversation, NewMessage},
    deed::{DeedView, NewDeed},
    desk::{Answer, Doorstep},
    draft::{NewDraft, Unsent},
    note::{NewNote, NotesView},
    oversight::{NewHold, OverseenFilter, OverseenList, Overview},
    participation::{NewParticipation, PeopleView, Scope},
    person::{Language, Me},
    policy::{DryRun, NewMonths, PolicyView},
    search::{FoundView, Needle},
    staff::{NewStaffInvitation, StaffRole, StaffView},
    workspace::{Accepted, InvitationView, NewWorkspace, WorkspaceList, WorkspaceView},
};
use std::sync::Arc;

/// A role that sits at a desk.
pub trait Role: Copy + Send + Sync {
    /// The role as the rules know it.
    #[expect(private_interfaces, reason = "only this crate reads it")]
    fn participant(&self) -> Participant;
}

/// A customer.
#[derive(Clone, Copy, Debug)]
pub struct Customer(pub PersonId);

/// A counselor acting for one organisation (P4).
#[derive(Clone, Copy, Debug)]
pub struct Counselor {
    /// Who.
    pub person: PersonId,
    /// For whom.
    pub organisation: OrganisationId,
}

impl Role for Customer {
    #[expect(private_interfaces, reason = "only this crate reads it")]
    fn participant(&self) -> Participant {
        Participant::Customer(self.0)
    }
}

impl Role for Counselor {
    #[expect(private_interfaces, reason = "only this crate reads it")]
    fn participant(&self) -> Participant {
        Participant::Counselor { person: self.person, organisation: self.organisation }
    }
}

/// Somebody who takes part in workspaces, on either side.
#[derive(Clone, Copy, Debug)]
pub enum TakesPart {
    /// A customer.
    Customer(Customer),
    /// A counselor.
    Counselor(Counselor),
}

impl TakesPart {
    /// Whoever is signed in, if they take part in workspaces at all (P4).
    pub fn of(signed_in: SignedIn) -> Option<Self> {
        match signed_in {
            SignedIn::Customer(person) => Some(Self::Customer(Customer(person))),
            SignedIn::Staff(person, organisation, roles) => {
                roles.counselor.then_some(Self::Counselor(Counselor { person, organisation }))
            }
        }
    }
}

impl Role for TakesPart {
    #[expect(private_interfaces, reason = "only this crate reads it")]
    fn participant(&self) -> Participant {
        match self {
            Self::Customer(role) => role.participant(),
            Self::Counselor(role) => role.participant(),
        }
    }
}

/// The desk of a role. Made from a session that was looked at in this very request.
#[derive(Clone, Debug)]
pub struct Desk<R> {
    services: Arc<Services>,
    role: R,
}

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

impl<R> Desk<R> {
    /// Seats `role` at a desk.
    pub fn new(services: Arc<Services>, role: R) -> Self {
        Self { services, role }
    }
}

#[async_trait]
impl PersonDesk for Desk<Customer> {
    async fn me(&self) -> Answer<Me> {
        Ok(person::me_as_customer(&self.services, self.role.0).await?)
    }

    async fn speak(&self, language: Language) -> Answer<()> {
        Ok(person::speak(&self.services, self.role.0, language).await?)
    }
}

#[async_trait]
impl PersonDesk for Desk<Counselor> {
    async fn me(&self) -> Answer<Me> {
        Ok(person::me_as_staff(&self.services, self.role.person, self.role.organisation).await?)
    }

    async fn speak(&self, language: Language) -> Answer<()> {
        Ok(person::speak(&self.services, self.role.person, language).await?)
    }
}

#[async_trait]
impl PersonDesk for Desk<MainUser> {
    async fn me(&self) -> Answer<Me> {
        Ok(person::me_as_staff(&self.services, self.role.person, self.role.organisation).await?)
    }

    async fn speak(&self, language: Language) -> Answer<()> {
        Ok(person::speak(&self.services, self.role.person, language).await?)
    }
}

#[async_trait]
impl<R: Role> WorkspaceDesk for Desk<R>
where
    Desk<R>: PersonDesk,
{
    async fn workspaces(&self, page: u32) -> Answer<WorkspaceList> {
        Ok(workspace::list(&self.services, self.role.participant(), page).await?)
    }

    async fn workspace(&self, id: WorkspaceId) -> Answer<WorkspaceView> {
        Ok(workspace::open(&self.services, self.role.participant(), id).await?)
    }

    async fn conversation(
        &self,
        workspace: WorkspaceId,
        id: ConversationId,
        before: Option<i64>,
    ) -> Answer<ConversationView> {
        Ok(conversation::read(&self.services, self.role.participant(), workspace, id, before).await?)
    }

    async fn start_conversation(
        &self,
        workspace: WorkspaceId,
        new: NewConversation,
    ) -> Answer<ConversationId> {
        Ok(conversation::start(&self.services, self.role.participant(), workspace, new).await?)
    }

    async fn send_message(
        &self,
        workspace: WorkspaceId,
        conversation: ConversationId,
        new: NewMessage,
    ) -> Answer<()> {
        Ok(conversation::send(&self.services, self.role.participant(), workspace, conversation, new).await?)
    }

    async fn take_back(
        &self,
        workspace: WorkspaceId,
        conversation: ConversationId,
        position: i64,
    ) -> Answer<()> {
        let participant = self.role.participant();
        Ok(conversation::take_back(&self.services, participant, workspace, conversation, position).await?)
    }

    async fn search(&self, workspace: WorkspaceId, needle: Needle) -> Answer<FoundView> {
        Ok(conversation::search(&self.services, self.role.participant(), workspace, needle).await?)
    }

    async fn unsent(&self, workspace: WorkspaceId, conversation: Option<ConversationId>) -> Answer<Unsent> {
        Ok(draft::unsent(&self.services, self.role.participant(), workspace, conversation).await?)
    }

    async fn save_draft(&self, workspace: WorkspaceId, new: NewDraft) -> Answer<i32> {
        Ok(draft::save(&self.services, self.role.participant(), workspace, new).await?)
    }

    async fn remove_file(&self, workspace: WorkspaceId, file: FileId) -> Answer<()> {
        Ok(file::remove(&self.services, self.role.participant(), workspace, file).await?)
    }

    async fn reactivate(&self, id: WorkspaceId) -> Answer<()> {
        Ok(workspace::reactivate(&self.services, self.role.participant(), id).await?)
    }

    async fn people(&self, id: WorkspaceId) -> Answer<PeopleView> {
        Ok(participation::people(&self.services, self.role.participant(), id).await?)
    }

    async fn end_participation(&self, id: WorkspaceId, which: ParticipationId) -> Answer<()> {
        Ok(participation::end(&self.services, self.role.participant(), id, which).await?)
    }
}

#[async_trait]
impl CustomerDesk for Desk<Customer> {
    async fn accept_invitation(&self, token: String) -> Answer<Accepted> {
        Ok(workspace::accept(&self.services, self.role.0, &token).await?)
    }

    async fn ask_reactivation(&self, id: WorkspaceId) -> Answer<()> {
        Ok(workspace::ask_reactivation(&self.services, self.role.participant(), id).await?)
    }

    async fn answer_consent(
        &self,
        id: WorkspaceId,
        which: ParticipationId,
        answer: Option<Scope>,
    ) -> Answer<()> {
        Ok(participation::answer(&self.services, self.role.participant(), id, which, answer).await?)
    }

    async fn access_log(&self, id: WorkspaceId, page: u32) -> Answer<AccessLog> {
        Ok(workspace::access_log(&self.services, self.role.0, id, page).await?)
    }
}

#[async_trait]
impl CounselorDesk for Desk<Counselor> {
    async fn create_workspace(&self, new: NewWorkspace) -> Answer<WorkspaceId> {
        Ok(workspace::create(&self.services, self.role.participant(), new).await?)
    }

    async fn invite_again(&self, id: WorkspaceId) -> Answer<()> {
        Ok(workspace::invite_again(&self.services, self.role.participant(), id).await?)
    }

    async fn confirm_customer(&self, id: WorkspaceId, is_the_one: bool) -> Answer<()> {
        Ok(workspace::confirm_customer(&self.services, self.role.participant(), id, is_the_one).await?)
    }

    async fn close(&self, id: WorkspaceId) -> Answer<()> {
        Ok(workspace::close(&self.services, self.role.participant(), id).await?)
    }

    async fn ask_consent(&self, id: WorkspaceId, new: NewParticipation) -> Answer<()> {
        Ok(participation::ask(&self.services, self.role.participant(), id, new).await?)
    }

    async fn notes(&self, id: WorkspaceId) -> Answer<NotesView> {
        Ok(note::notes(&self.services, StaffMember(self.role.participant()), id).await?)
    }

    async fn add_note(&self, id: WorkspaceId, new: NewNote) -> Answer<()> {
        Ok(note::add(&self.services, StaffMember(self.role.participant()), id, new).await?)
    }

    async fn canned_answers(&self) -> Answer<Vec<AnswerView>> {
        Ok(canned::all(&self.services, self.role.organisation).await?)
    }

    async fn absence(&self) -> Answer<AbsenceView> {
        Ok(absence::view(&self.services, self.role.person, self.role.organisation).await?)
    }

    async fn set_absence(&self, new: NewAbsence) -> Answer<()> {
        Ok(absence::set(&self.services, self.role.person, self.role.organisation, new).await?)
    }

    async fn end_absence(&self) -> Answer<()> {
        Ok(absence::end(&self.services, self.role.person, self.role.organisation).await?)
    }
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
        Ok(deed::view(&self.services, self.role.organisation, id).await?)
    }

    async fn confirm_deed(&self, id: DeedId) -> Answer<()> {
        Ok(deed::confirm(&self.services, self.role.person, self.role.organisation, id).await?)
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
        Ok(staff::change(&self.services, me, organisation, Wish { person, role, give }, proof).await?)
    }

    async fn invite_staff(&self, new: NewStaffInvitation) -> Answer<()> {
        let MainUser { person: me, organisation, proof } = self.role;
        let proof = proof.fresh(self.services.clock.now())?;
        Ok(staff_invitation::invite(&self.services, me, organisation, &new, proof).await?)
    }

    async fn withdraw_staff_invitation(&self, id: StaffInvitationId) -> Answer<()> {
        let MainUser { person: me, organisation, .. } = self.role;
        Ok(staff_invitation::take_back(&self.services, me, organisation, id).await?)
    }

    async fn answers(&self) -> Answer<Vec<AnswerView>> {
        Ok(canned::all(&self.services, self.role.organisation).await?)
    }

    async fn save_answer(&self, new: NewAnswer) -> Answer<()> {
        Ok(canned::save(&self.services, self.role.person, self.role.organisation, new).await?)
    }

    async fn remove_answer(&self, id: AnswerId) -> Answer<()> {
        Ok(canned::remove(&self.services, self.role.person, self.role.organisation, id).await?)
    }

    async fn place_hold(&self, new: NewHold) -> Answer<()> {
        Ok(hold::place(&self.services, self.role.person, self.role.organisation, new).await?)
    }

    async fn lift_hold(&self, id: HoldId) -> Answer<()> {
        Ok(hold::lift(&self.services, self.role.person, self.role.organisation, id).await?)
    }
}

/// The doorstep, where nobody is signed in yet.
#[derive(Clone, Debug)]
pub struct FrontDoor(pub Arc<Services>);

#[async_trait]
impl Doorstep for FrontDoor {
    async fn invitation(&self, token: String) -> Answer<InvitationView> {
        Ok(workspace::describe(&self.0, &token).await?)
    }
}
