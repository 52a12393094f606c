//! The desks: what each kind of actor can do. Whoever holds a desk may use it; there is no
//! other way to the data.

mod request;

pub use request::{Caller, RejectedForm, RequestContext, Staff};

use crate::{
    absence::{AbsenceView, ColleagueAbsence, NewAbsence},
    access::AccessLog,
    administration::{AdministrationFilter, AdministrationList, NewHold, Overview},
    bulk_action::{BulkActionView, NewBulkAction},
    canned::{CannedResponseView, CannedTitle, NewCannedResponse},
    closing::NewClosing,
    conversation::{ConversationView, NewConversation, NewMessage},
    draft::{NewDraft, Unsent},
    error::ApiResult,
    id::{
        BulkActionId, CannedResponseId, ConversationId, DraftId, FileId, HoldId, NoteId, ParticipationId,
        PersonId, StaffInvitationId, WorkspaceId,
    },
    invitation::{Accepted, Correction, InvitationView},
    list::{FoundWorkspaces, ListQuery, WorkspaceList},
    news::NewsView,
    note::{NewNote, NotesView},
    participation::{NewParticipation, PeopleView, Scope},
    person::PersonDesk,
    policy::{DryRun, NewPolicy, PolicyView},
    search::{FoundView, SearchQuery},
    staff::{NewStaffInvitation, StaffRole, StaffView, Successor},
    wording::{NewUndertaking, Wording, WordingView},
    workspace::{Description, DescriptionView, NewWorkspace, WorkspaceView},
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};

/// What both sides of a workspace can do.
#[async_trait]
pub trait WorkspaceDesk: PersonDesk {
    /// The workspaces this person may see (P5), a page of them (W9).
    async fn workspaces(&self, query: &ListQuery) -> ApiResult<WorkspaceList>;
    /// One workspace. For the customer this is a visit (L1).
    async fn workspace(&self, id: WorkspaceId) -> ApiResult<WorkspaceView>;
    /// A page of a conversation: the newest, or the one before a position. Marks it as read.
    async fn conversation(
        &self,
        workspace: WorkspaceId,
        id: ConversationId,
        before: Option<i64>,
    ) -> ApiResult<ConversationView>;
    /// The workspace again, for a page that stands open: no visit.
    async fn peek_workspace(&self, id: WorkspaceId) -> ApiResult<WorkspaceView>;
    /// The newest page of a conversation again, for a page that stands open: no visit.
    async fn peek_conversation(
        &self,
        workspace: WorkspaceId,
        id: ConversationId,
    ) -> ApiResult<ConversationView>;
    /// Starts a conversation with its first message.
    async fn start_conversation(
        &self,
        workspace: WorkspaceId,
        new: NewConversation,
    ) -> ApiResult<ConversationId>;
    /// Sends a message, reactivating in the same step where asked and allowed (L5).
    async fn send_message(
        &self,
        workspace: WorkspaceId,
        conversation: ConversationId,
        new: NewMessage,
    ) -> ApiResult<()>;
    /// Looks for words in the messages and the names of files of a workspace.
    async fn search(&self, workspace: WorkspaceId, query: SearchQuery) -> ApiResult<FoundView>;
    /// Takes a message back, while nobody else has read it (W1).
    async fn take_back(
        &self,
        workspace: WorkspaceId,
        conversation: ConversationId,
        position: i64,
    ) -> ApiResult<()>;
    /// What this person has begun to write in a conversation, or for a new one (W1).
    async fn unsent(&self, workspace: WorkspaceId, conversation: Option<ConversationId>)
    -> ApiResult<Unsent>;
    /// Keeps what is typed so far. Gives its version; [`ApiError::Conflict`] when it was continued
    /// elsewhere since the version that the writer saw.
    async fn save_draft(&self, workspace: WorkspaceId, draft: NewDraft) -> ApiResult<Option<DraftId>>;
    /// Removes a file that was not sent yet.
    async fn remove_file(&self, workspace: WorkspaceId, file: FileId) -> ApiResult<()>;
    /// Reactivates an inactive workspace (L5).
    async fn reactivate(&self, id: WorkspaceId) -> ApiResult<()>;
    /// The people of a workspace, and on what terms they are there (P6).
    async fn people(&self, id: WorkspaceId) -> ApiResult<PeopleView>;
    /// What is new for this person (N1).
    async fn news(&self) -> ApiResult<NewsView>;
    /// How many events that are.
    async fn count_news(&self) -> ApiResult<u32>;
    /// Marks what was new up to a moment as seen.
    async fn dismiss_news(&self, until: DateTime<Utc>) -> ApiResult<()>;
    /// Ends a second professional's part: the customer withdraws, the counselor ends, they leave.
    async fn end_participation(&self, id: WorkspaceId, participation: ParticipationId) -> ApiResult<()>;
}

/// What a customer can do.
#[async_trait]
pub trait CustomerDesk: WorkspaceDesk {
    /// Accepts an invitation (P3).
    async fn accept_invitation(&self, token: String) -> ApiResult<Accepted>;
    /// Accepts the invitation of a code from a letter (P11).
    async fn accept_code(&self, code: String) -> ApiResult<Accepted>;
    /// Takes back a wish for another address of mail (P10): its link does not work any more.
    async fn withdraw_email(&self) -> ApiResult<()>;
    /// The address of a link that was sent.
    async fn email_of_link(&self, token: String) -> ApiResult<String>;
    /// The address of a link counts from now on.
    async fn confirm_email(&self, token: String) -> ApiResult<()>;
    /// Asks the counselor to reactivate a workspace that staff closed (L5).
    async fn ask_reactivation(&self, id: WorkspaceId) -> ApiResult<()>;
    /// Consents to a second professional with a scope, or refuses (P6).
    async fn answer_consent(
        &self,
        id: WorkspaceId,
        participation: ParticipationId,
        answer: Option<Scope>,
    ) -> ApiResult<()>;
    /// Refuses a substitute of the counselor for a workspace, or lets them in again (P12).
    async fn refuse_substitute(&self, id: WorkspaceId, substitute: PersonId, refuses: bool) -> ApiResult<()>;
    /// Who has looked at a workspace, a page of it, from 1 (A2).
    async fn access_log(&self, id: WorkspaceId, before: Option<i64>) -> ApiResult<AccessLog>;
}

/// What a counselor can do.
#[async_trait]
pub trait CounselorDesk: WorkspaceDesk {
    /// Looks for words in the titles, the people and the numbers of their workspaces (W9).
    async fn search_workspaces(&self, text: String) -> ApiResult<FoundWorkspaces>;
    /// Creates a workspace and invites its customer (P3).
    async fn create_workspace(&self, new: NewWorkspace) -> ApiResult<WorkspaceId>;
    /// Makes a new link and sends it, to another address where that was wrong; the old one no longer works.
    async fn invite_again(&self, id: WorkspaceId, invited: Correction) -> ApiResult<()>;
    /// Sends the invitation once more, as it is (P10).
    async fn remind_invited(&self, id: WorkspaceId) -> ApiResult<()>;
    /// Makes the invitation stop working.
    async fn withdraw_invitation(&self, id: WorkspaceId) -> ApiResult<()>;
    /// Confirms that the person who accepted is the one meant (P3), or refuses them.
    async fn confirm_customer(&self, id: WorkspaceId, candidate: PersonId, is_the_one: bool)
    -> ApiResult<()>;
    /// What a workspace is about, to be changed (W3).
    async fn description(&self, id: WorkspaceId) -> ApiResult<DescriptionView>;
    /// Changes its title, its topics and its language (W3).
    async fn change_description(&self, id: WorkspaceId, new: Description) -> ApiResult<()>;
    /// Closes a workspace (L5, L8).
    async fn close(&self, id: WorkspaceId, closing: NewClosing) -> ApiResult<()>;
    /// Gives a workspace to a colleague (P7).
    async fn hand_over(&self, id: WorkspaceId, to: PersonId) -> ApiResult<()>;
    /// Asks the customer to let a second professional in (P6).
    async fn ask_consent(&self, id: WorkspaceId, new: NewParticipation) -> ApiResult<()>;
    /// The internal notes of a workspace (W5).
    async fn notes(&self, id: WorkspaceId) -> ApiResult<NotesView>;
    /// Changes an internal note of one's own; what it said before is kept beside it.
    async fn change_note(&self, id: WorkspaceId, note: NoteId, version: i32, new: NewNote) -> ApiResult<()>;
    /// Deletes an internal note of one's own, with what it said before.
    async fn delete_note(&self, id: WorkspaceId, note: NoteId, version: i32) -> ApiResult<()>;
    /// Adds an internal note.
    async fn add_note(&self, id: WorkspaceId, new: NewNote) -> ApiResult<()>;
    /// Their own canned responses and those of their organisation (W6).
    async fn canned_responses(&self) -> ApiResult<Vec<CannedResponseView>>;
    /// The same, as they are chosen.
    async fn canned_titles(&self) -> ApiResult<Vec<CannedTitle>>;
    /// One of them.
    async fn canned_response(&self, id: CannedResponseId) -> ApiResult<CannedResponseView>;
    /// Keeps a canned response of their own.
    async fn save_own_response(&self, new: NewCannedResponse) -> ApiResult<()>;
    /// Removes a canned response of their own.
    async fn remove_own_response(&self, id: CannedResponseId) -> ApiResult<()>;
    /// When they are away, and who could stand in (W6).
    async fn absence(&self) -> ApiResult<AbsenceView>;
    /// Says when they are away, and who stands in.
    async fn set_absence(&self, new: NewAbsence) -> ApiResult<()>;
    /// Says that they are there.
    async fn end_absence(&self) -> ApiResult<()>;
}

/// What a main user can do: with workspaces as a whole, never with their content (P4).
#[async_trait]
pub trait MainUserDesk: PersonDesk {
    /// When a counselor is away, and who could stand in (P12).
    async fn colleague_absence(&self, person: PersonId) -> ApiResult<ColleagueAbsence>;
    /// Says when a counselor is away, and who stands in: never the main user themselves (P13).
    async fn set_colleague_absence(&self, person: PersonId, new: NewAbsence) -> ApiResult<()>;
    /// Says that a counselor is there.
    async fn end_colleague_absence(&self, person: PersonId) -> ApiResult<()>;
    /// What time does, and what waits.
    async fn overview(&self) -> ApiResult<Overview>;
    /// The organisation's workspaces that are not archived (L6).
    async fn administered_workspaces(&self, filter: AdministrationFilter) -> ApiResult<AdministrationList>;
    /// Plans an action on some of them (L8, P7).
    async fn plan_bulk_action(&self, new: NewBulkAction) -> ApiResult<BulkActionId>;
    /// An action: its preview, or its progress.
    async fn bulk_action(&self, id: BulkActionId) -> ApiResult<BulkActionView>;
    /// Confirms an action that was looked at.
    async fn confirm_bulk_action(&self, id: BulkActionId) -> ApiResult<()>;
    /// What the organisation calls itself, and what its staff undertake (U7).
    async fn wording(&self) -> ApiResult<WordingView>;
    /// Changes what it calls itself.
    async fn set_wording(&self, new: Wording) -> ApiResult<()>;
    /// Puts another text of the undertaking in force: everybody gives it anew (P9).
    async fn set_undertaking(&self, new: NewUndertaking) -> ApiResult<()>;
    /// Takes back an action that is confirmed for a day to come.
    async fn cancel_bulk_action(&self, id: BulkActionId) -> ApiResult<()>;
    /// The policy in force (L10).
    async fn policy(&self) -> ApiResult<PolicyView>;
    /// What another policy would do tonight.
    async fn try_policy(&self, new: NewPolicy) -> ApiResult<DryRun>;
    /// Puts a policy in force.
    async fn set_policy(&self, new: NewPolicy) -> ApiResult<()>;
    /// The people of the organisation, and who was invited (P2).
    async fn staff(&self) -> ApiResult<StaffView>;
    /// Gives one of them another role, or withdraws one.
    async fn change_role(
        &self,
        person: PersonId,
        role: StaffRole,
        give: bool,
        successor: Successor,
    ) -> ApiResult<()>;
    /// Invites somebody.
    async fn invite_staff(&self, new: NewStaffInvitation) -> ApiResult<()>;
    /// Takes an invitation back.
    async fn withdraw_staff_invitation(&self, id: StaffInvitationId) -> ApiResult<()>;
    /// The canned responses (W6).
    async fn canned_responses(&self) -> ApiResult<Vec<CannedResponseView>>;
    /// Keeps a canned response.
    async fn save_canned_response(&self, new: NewCannedResponse) -> ApiResult<()>;
    /// Removes a canned response.
    async fn remove_canned_response(&self, id: CannedResponseId) -> ApiResult<()>;
    /// Keeps an archive longer (R1).
    async fn place_hold(&self, new: NewHold) -> ApiResult<()>;
    /// Ends a hold.
    async fn lift_hold(&self, id: HoldId) -> ApiResult<()>;
}

/// What anybody who holds an invitation's link can do.
#[async_trait]
pub trait PublicDesk: Send + Sync {
    /// What the invitation says, when it is valid.
    async fn invitation(&self, token: String) -> ApiResult<InvitationView>;
    /// Declines it.
    async fn decline_invitation(&self, token: String) -> ApiResult<()>;
}
