//! The desks of the contract, by the rules of this crate. A desk knows who sits at it, and hands
//! that to every use case; each of its methods is one line.

mod main_user;
mod supervisor;
mod unbound;

pub use main_user::MainUser;
pub use supervisor::Supervisor;
pub use unbound::Unbound;

use crate::{
    audit, canned, conversation, draft,
    error::{Error, Result},
    file,
    note::{self, StaffMember},
    participation,
    person::{self, absence},
    services::Services,
    session::SignedIn,
    workspace::{self, Looking, Participant},
};
use async_trait::async_trait;
use contract::{
    ApiError, ConversationId, CounselorDesk, CustomerDesk, FileId, OrganisationId, ParticipationId,
    PersonDesk, PersonId, WorkspaceDesk, WorkspaceId,
    absence::{AbsenceView, NewAbsence},
    access::AccessLog,
    canned::AnswerView,
    conversation::{ConversationView, NewConversation, NewMessage},
    desk::{Answer, Doorstep},
    draft::{NewDraft, Unsent},
    note::{NewNote, NotesView},
    participation::{NewParticipation, PeopleView, Scope},
    person::{Language, Me},
    search::{FoundView, Needle},
    workspace::{Accepted, InvitationView, NewWorkspace, WorkspaceList, WorkspaceView},
};
use std::sync::Arc;
use uuid::Uuid;

/// A role that sits at a desk.
pub trait Role: Copy + Send + Sync {
    /// The role as the rules know it.
    #[expect(private_interfaces, reason = "only this crate reads it")]
    fn participant(&self) -> Participant;
}

/// A customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Customer(pub PersonId);

/// A counselor acting for one organisation (P4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// A role that takes part in workspaces; others at most look.
trait Member: Role + Sits {}

impl Member for Customer {}
impl Member for Counselor {}

/// Somebody who takes part in workspaces, on either side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakesPart {
    /// A customer.
    Customer(Customer),
    /// A counselor.
    Counselor(Counselor),
}

impl TakesPart {
    /// Who it is.
    pub fn person(self) -> PersonId {
        match self {
            Self::Customer(Customer(person)) | Self::Counselor(Counselor { person, .. }) => person,
        }
    }

    /// Whoever is signed in, if they take part in workspaces at all (P4).
    pub fn of(signed_in: SignedIn) -> Option<Self> {
        match signed_in {
            SignedIn::Customer(person) => Some(Self::Customer(Customer(person))),
            SignedIn::Staff(person, organisation, roles) => {
                roles.counselor.then_some(Self::Counselor(Counselor { person, organisation }))
            }
            SignedIn::Unbound(..) => None,
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

impl<R> Desk<R> {
    /// Seats `role` at a desk.
    pub fn new(services: Arc<Services>, role: R) -> Self {
        Self { services, role }
    }
}

/// Whoever sits at a desk: a person, and for staff the organisation for which they act (P4).
trait Sits: Copy + Send + Sync {
    fn person(&self) -> PersonId;
    fn organisation(&self) -> Option<OrganisationId>;
}

impl Sits for Customer {
    fn person(&self) -> PersonId {
        self.0
    }

    fn organisation(&self) -> Option<OrganisationId> {
        None
    }
}

macro_rules! staff_sits {
    ($($role:ty),*) => {$(
        impl Sits for $role {
            fn person(&self) -> PersonId {
                self.person
            }

            fn organisation(&self) -> Option<OrganisationId> {
                Some(self.organisation)
            }
        }
    )*};
}

staff_sits!(Counselor, MainUser, Supervisor);

#[expect(private_bounds, reason = "only desks of this crate ask")]
impl<R: Sits> Desk<R> {
    /// What a use case says of an object. That it was not for whoever sits here is traced (A1).
    async fn about<T>(&self, object: Uuid, answer: Result<T>) -> Answer<T> {
        if matches!(answer, Err(Error::Api(ApiError::NotFound))) {
            let (person, organisation) = (self.role.person(), self.role.organisation());
            audit::denied(&self.services, person, organisation, Some(object)).await;
        }
        Ok(answer?)
    }
}

#[async_trait]
impl<R: Sits> PersonDesk for Desk<R> {
    async fn me(&self) -> Answer<Me> {
        let me = match self.role.organisation() {
            None => person::me_as_customer(&self.services, self.role.person()).await,
            Some(organisation) => person::me_as_staff(&self.services, self.role.person(), organisation).await,
        };
        Ok(me?)
    }

    async fn speak(&self, language: Language) -> Answer<()> {
        Ok(person::speak(&self.services, self.role.person(), language).await?)
    }
}

#[async_trait]
impl<R: Member> WorkspaceDesk for Desk<R> {
    async fn workspaces(&self, page: u32) -> Answer<WorkspaceList> {
        Ok(workspace::list(&self.services, self.role.participant(), page).await?)
    }

    async fn workspace(&self, id: WorkspaceId) -> Answer<WorkspaceView> {
        let looking = Looking::Visits;
        self.about(id.0, workspace::open(&self.services, self.role.participant(), id, looking).await).await
    }

    async fn peek_workspace(&self, id: WorkspaceId) -> Answer<WorkspaceView> {
        let looking = Looking::StandsOpen;
        self.about(id.0, workspace::open(&self.services, self.role.participant(), id, looking).await).await
    }

    async fn peek_conversation(
        &self,
        workspace: WorkspaceId,
        id: ConversationId,
    ) -> Answer<ConversationView> {
        let (participant, looking) = (self.role.participant(), Looking::StandsOpen);
        let read = conversation::read(&self.services, participant, workspace, id, None, looking).await;
        self.about(workspace.0, read).await
    }

    async fn conversation(
        &self,
        workspace: WorkspaceId,
        id: ConversationId,
        before: Option<i64>,
    ) -> Answer<ConversationView> {
        let (participant, looking) = (self.role.participant(), Looking::Visits);
        let read = conversation::read(&self.services, participant, workspace, id, before, looking).await;
        self.about(workspace.0, read).await
    }

    async fn start_conversation(
        &self,
        workspace: WorkspaceId,
        new: NewConversation,
    ) -> Answer<ConversationId> {
        self.about(
            workspace.0,
            conversation::start(&self.services, self.role.participant(), workspace, new).await,
        )
        .await
    }

    async fn send_message(
        &self,
        workspace: WorkspaceId,
        conversation: ConversationId,
        new: NewMessage,
    ) -> Answer<()> {
        self.about(
            workspace.0,
            conversation::send(&self.services, self.role.participant(), workspace, conversation, new).await,
        )
        .await
    }

    async fn take_back(
        &self,
        workspace: WorkspaceId,
        conversation: ConversationId,
        position: i64,
    ) -> Answer<()> {
        let participant = self.role.participant();
        self.about(
            workspace.0,
            conversation::take_back(&self.services, participant, workspace, conversation, position).await,
        )
        .await
    }

    async fn search(&self, workspace: WorkspaceId, needle: Needle) -> Answer<FoundView> {
        self.about(
            workspace.0,
            conversation::search(&self.services, self.role.participant(), workspace, needle).await,
        )
        .await
    }

    async fn unsent(&self, workspace: WorkspaceId, conversation: Option<ConversationId>) -> Answer<Unsent> {
        self.about(
            workspace.0,
            draft::unsent(&self.services, self.role.participant(), workspace, conversation).await,
        )
        .await
    }

    async fn save_draft(&self, workspace: WorkspaceId, new: NewDraft) -> Answer<i32> {
        self.about(workspace.0, draft::save(&self.services, self.role.participant(), workspace, new).await)
            .await
    }

    async fn remove_file(&self, workspace: WorkspaceId, file: FileId) -> Answer<()> {
        self.about(workspace.0, file::remove(&self.services, self.role.participant(), workspace, file).await)
            .await
    }

    async fn reactivate(&self, id: WorkspaceId) -> Answer<()> {
        self.about(id.0, workspace::reactivate(&self.services, self.role.participant(), id).await).await
    }

    async fn people(&self, id: WorkspaceId) -> Answer<PeopleView> {
        self.about(id.0, participation::people(&self.services, self.role.participant(), id).await).await
    }

    async fn end_participation(&self, id: WorkspaceId, which: ParticipationId) -> Answer<()> {
        self.about(id.0, participation::end(&self.services, self.role.participant(), id, which).await).await
    }
}

#[async_trait]
impl CustomerDesk for Desk<Customer> {
    async fn accept_invitation(&self, token: String) -> Answer<Accepted> {
        Ok(workspace::accept(&self.services, self.role.0, &token).await?)
    }

    async fn ask_reactivation(&self, id: WorkspaceId) -> Answer<()> {
        self.about(id.0, workspace::ask_reactivation(&self.services, self.role.participant(), id).await).await
    }

    async fn answer_consent(
        &self,
        id: WorkspaceId,
        which: ParticipationId,
        answer: Option<Scope>,
    ) -> Answer<()> {
        self.about(
            id.0,
            participation::answer(&self.services, self.role.participant(), id, which, answer).await,
        )
        .await
    }

    async fn access_log(&self, id: WorkspaceId, before: Option<i64>) -> Answer<AccessLog> {
        self.about(id.0, workspace::access_log(&self.services, self.role.0, id, before).await).await
    }
}

#[async_trait]
impl CounselorDesk for Desk<Counselor> {
    async fn create_workspace(&self, new: NewWorkspace) -> Answer<WorkspaceId> {
        Ok(workspace::create(&self.services, self.role.participant(), new).await?)
    }

    async fn invite_again(&self, id: WorkspaceId) -> Answer<()> {
        self.about(id.0, workspace::invite_again(&self.services, self.role.participant(), id).await).await
    }

    async fn confirm_customer(&self, id: WorkspaceId, candidate: PersonId, is_the_one: bool) -> Answer<()> {
        let participant = self.role.participant();
        let confirmed =
            workspace::confirm_customer(&self.services, participant, id, candidate, is_the_one).await;
        self.about(id.0, confirmed).await
    }

    async fn close(&self, id: WorkspaceId) -> Answer<()> {
        self.about(id.0, workspace::close(&self.services, self.role.participant(), id).await).await
    }

    async fn ask_consent(&self, id: WorkspaceId, new: NewParticipation) -> Answer<()> {
        self.about(id.0, participation::ask(&self.services, self.role.participant(), id, new).await).await
    }

    async fn notes(&self, id: WorkspaceId) -> Answer<NotesView> {
        self.about(id.0, note::notes(&self.services, StaffMember(self.role.participant()), id).await).await
    }

    async fn add_note(&self, id: WorkspaceId, new: NewNote) -> Answer<()> {
        self.about(id.0, note::add(&self.services, StaffMember(self.role.participant()), id, new).await).await
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

/// The doorstep, where nobody is signed in yet.
#[derive(Clone, Debug)]
pub struct FrontDoor(pub Arc<Services>);

#[async_trait]
impl Doorstep for FrontDoor {
    async fn invitation(&self, token: String) -> Answer<InvitationView> {
        Ok(workspace::describe(&self.0, &token).await?)
    }
}
