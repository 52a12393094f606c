//! Writing a line of the audit log, in the transaction of what it tells.

use super::{ActiveModel, Entity};
use crate::ground::error::Result;
use chrono::{DateTime, Utc};
use contract::{OrganisationId, PersonId};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    DatabaseTransaction,
    entity::prelude::*,
};

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A customer.
    Customer(PersonId),
    /// A counselor.
    Counselor(PersonId),
    /// A member of staff, in no role yet: while signing in or out.
    Staff(PersonId),
    /// A main user.
    MainUser(PersonId),
    /// A supervisor.
    Supervisor(PersonId),
    /// Whoever runs a command on the machine.
    Operator,
    /// Time: a job that does what the dates say.
    Time,
    /// Somebody who is not signed in.
    Anonymous,
}

impl Actor {
    pub(super) fn columns(self) -> (&'static str, Option<Uuid>) {
        match self {
            Self::Customer(person) => ("customer", Some(person.0)),
            Self::Counselor(person) => ("counselor", Some(person.0)),
            Self::Staff(person) => ("staff", Some(person.0)),
            Self::MainUser(person) => ("main_user", Some(person.0)),
            Self::Supervisor(person) => ("supervisor", Some(person.0)),
            Self::Operator => ("operator", None),
            Self::Time => ("time", None),
            Self::Anonymous => ("anonymous", None),
        }
    }
}

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $code:literal),* $(,)?) => {
        /// What was done.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Action { $($(#[$doc])* $name),* }

        impl Action {
            /// The word in the log.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }
        }
    };
}

actions! {
    /// Somebody signed in.
    SignedIn = "signed_in",
    /// A sign-in was refused; the detail says by which check.
    SignInRefused = "sign_in_refused",
    /// Somebody signed out.
    SignedOut = "signed_out",
    /// An organisation was added.
    OrganisationAdded = "organisation_added",
    /// A role was granted.
    RoleGranted = "role_granted",
    /// A role was withdrawn.
    RoleWithdrawn = "role_withdrawn",
    /// Staff gave the confidentiality undertaking.
    UndertakingGiven = "undertaking_given",
    /// A supervisor opened a workspace by break-glass; the reason is with the workspace.
    GlassBroken = "glass_broken",
    /// Somebody asked for what they may not see, or what is not there: both look the same.
    AccessDenied = "access_denied",
    /// Somebody was invited to the staff.
    StaffInvited = "staff_invited",
    /// An invitation to the staff was taken back.
    StaffInvitationWithdrawn = "staff_invitation_withdrawn",
    /// A workspace was created.
    WorkspaceCreated = "workspace_created",
    /// An invitation was sent.
    InvitationSent = "invitation_sent",
    /// An invitation was accepted.
    InvitationAccepted = "invitation_accepted",
    /// An invitation was opened by somebody else than the one meant.
    InvitationMismatch = "invitation_mismatch",
    /// A code was typed that opens nothing (P11).
    CodeRefused = "code_refused",
    /// The letter with the code of an invitation was printed (P11).
    LetterPrinted = "letter_printed",
    /// The counselor confirmed the customer's identity.
    CustomerConfirmed = "customer_confirmed",
    /// The counselor refused the person who accepted.
    CustomerRefused = "customer_refused",
    /// Staff opened a workspace.
    WorkspaceRead = "workspace_read",
    /// Staff opened a conversation.
    ConversationRead = "conversation_read",
    /// Staff searched in a workspace.
    WorkspaceSearched = "workspace_searched",
    /// A conversation was started.
    ConversationStarted = "conversation_started",
    /// A message was sent.
    MessageSent = "message_sent",
    /// A message was taken back.
    MessageTakenBack = "message_taken_back",
    /// Staff wrote an internal note.
    NoteWritten = "note_written",
    /// The counselor asked the customer to let a second professional in.
    ConsentAsked = "consent_asked",
    /// The customer let a second professional in.
    ConsentGiven = "consent_given",
    /// The customer refused a second professional.
    ConsentRefused = "consent_refused",
    /// A second professional's part was ended, or the question withdrawn.
    ConsentEnded = "consent_ended",
    /// A file was sent with a message.
    FileSent = "file_sent",
    /// Staff opened a file.
    FileRead = "file_read",
    /// A page showed a picture among the messages by itself.
    FileShown = "file_shown",
    /// Harmful content was found in a file, and removed.
    FileHarmful = "file_harmful",
    /// Somebody changed how they can be reached.
    ContactDetailsChanged = "contact_details_changed",
    /// Somebody wishes to be written to at another address.
    EmailChangeAsked = "email_change_asked",
    /// Their new address counts: its link was opened.
    EmailChanged = "email_changed",
    /// The customer refused a substitute for their workspace.
    SubstituteRefused = "substitute_refused",
    /// The customer let a substitute in again.
    SubstituteLetIn = "substitute_let_in",
    /// A workspace was reactivated.
    WorkspaceReactivated = "workspace_reactivated",
    /// The customer asked for reactivation.
    ReactivationAsked = "reactivation_asked",
    /// A workspace was closed.
    WorkspaceClosed = "workspace_closed",
    /// The active time of a workspace ended by itself.
    WorkspaceLapsed = "workspace_lapsed",
    /// A workspace was archived; the detail says when its notices did not get through.
    WorkspaceArchived = "workspace_archived",
    /// A step waits for its notices; the detail says which.
    StepPostponed = "step_postponed",
    /// A notice was put into the outbox; the detail says of which step.
    NoticeGiven = "notice_given",
    /// The same to somebody whom no mail reaches: it stands in the portal (P11).
    NoticeInPortal = "notice_in_portal",
    /// A workspace and its key were destroyed.
    WorkspaceDeleted = "workspace_deleted",
    /// A person of whom nothing else was left was forgotten.
    PersonForgotten = "person_forgotten",
    /// A workspace was handed over to another counselor.
    WorkspaceHandedOver = "workspace_handed_over",
    /// From which counselor it was taken, with the handing over.
    WorkspaceTakenFrom = "workspace_taken_from",
    /// To which counselor it was given, with the handing over.
    WorkspaceGivenTo = "workspace_given_to",
    /// An action on many workspaces was confirmed; the detail says which.
    BulkActionConfirmed = "deed_confirmed",
    /// A new version of the policy was put in force.
    PolicyChanged = "policy_changed",
    /// The organisation's canned responses were changed.
    CannedResponsesChanged = "answers_changed",
    /// A hold was placed; the detail is its ground.
    HoldPlaced = "hold_placed",
    /// A hold passed the cap of a new policy, and ends with it.
    HoldShortened = "hold_shortened",
    /// A hold was lifted.
    HoldLifted = "hold_lifted",
    /// A counselor said when they are away.
    AbsenceSet = "absence_set",
    /// What cannot be taken back was held, because the clock had jumped, or too much would have been
    /// removed.
    JobsHeld = "jobs_held",
    /// It goes on: somebody has looked.
    JobsReleased = "jobs_released",
    /// A mail was given up after 30 days of attempts; the detail says of which kind.
    MailGivenUp = "mail_given_up",
    /// The customer package was downloaded.
    PackageDownloaded = "package_downloaded",
}

/// A line to be written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    /// Who.
    pub actor: Actor,
    /// On whose behalf, or in whose house.
    pub organisation: Option<OrganisationId>,
    /// What.
    pub action: Action,
    /// On which object.
    pub object: Option<Uuid>,
    /// Of whom.
    pub subject: Option<PersonId>,
    /// A word from a closed list, never something typed.
    pub detail: Option<&'static str>,
}

/// Writes a line.
pub(crate) async fn record(tx: &DatabaseTransaction, at: DateTime<Utc>, entry: Entry) -> Result<()> {
    record_all(tx, at, [entry]).await
}

/// Writes lines, in their order. The sequencer chains them later.
pub(crate) async fn record_all(
    tx: &DatabaseTransaction,
    at: DateTime<Utc>,
    entries: impl IntoIterator<Item = Entry>,
) -> Result<()> {
    let rows: Vec<ActiveModel> = entries.into_iter().map(|entry| entry.row(at, None)).collect();
    if !rows.is_empty() {
        Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

impl Entry {
    /// A line: who did what.
    pub fn new(actor: Actor, action: Action) -> Self {
        Self { actor, organisation: None, action, object: None, subject: None, detail: None }
    }

    /// On whose behalf, or in whose house.
    #[must_use]
    pub fn within(self, organisation: impl Into<Option<OrganisationId>>) -> Self {
        Self { organisation: organisation.into(), ..self }
    }

    /// On which object.
    #[must_use]
    pub fn on(self, object: impl Into<Option<Uuid>>) -> Self {
        Self { object: object.into(), ..self }
    }

    /// Whom it concerns.
    #[must_use]
    pub fn of(self, subject: impl Into<Option<PersonId>>) -> Self {
        Self { subject: subject.into(), ..self }
    }

    /// A word more, of a closed list.
    #[must_use]
    pub fn because(self, detail: impl Into<Option<&'static str>>) -> Self {
        Self { detail: detail.into(), ..self }
    }

    /// A line that time writes about a workspace.
    pub fn by_time(
        action: Action,
        organisation: OrganisationId,
        object: Uuid,
        subject: Option<Uuid>,
    ) -> Self {
        Self {
            actor: Actor::Time,
            organisation: Some(organisation),
            action,
            object: Some(object),
            subject: subject.map(PersonId),
            detail: None,
        }
    }

    /// Its row; `count` where it stands for many.
    pub(super) fn row(self, at: DateTime<Utc>, count: Option<i64>) -> ActiveModel {
        let (actor_kind, actor_id) = self.actor.columns();
        ActiveModel {
            id: NotSet,
            at: Set(at),
            organisation_id: Set(self.organisation.map(|id| id.0)),
            actor_kind: Set(actor_kind.to_owned()),
            actor_id: Set(actor_id),
            action: Set(self.action.code().to_owned()),
            object_id: Set(self.object),
            subject_id: Set(self.subject.map(|id| id.0)),
            detail: Set(self.detail.map(str::to_owned)),
            count: Set(count),
        }
    }
}
