//! The words of the audit log: what can have been done.

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
    /// An organisation changed what it calls itself, or how its mails are signed.
    WordingChanged = "wording_changed",
    /// An organisation changed what its staff undertake.
    UndertakingChanged = "undertaking_changed",
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
    /// Who holds the link of an invitation does not want it.
    InvitationDeclined = "invitation_declined",
    /// The counselor made it stop working.
    InvitationWithdrawn = "invitation_withdrawn",
    /// The counselor had it sent once more.
    InvitationReminded = "invitation_reminded",
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
    /// Staff changed an internal note of theirs.
    NoteChanged = "note_changed",
    /// Staff deleted an internal note of theirs.
    NoteDeleted = "note_deleted",
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
    /// They do not wish so any more.
    EmailChangeWithdrawn = "email_change_withdrawn",
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
    /// The title, the topics or the language of a workspace were changed (W3).
    WorkspaceDescribed = "workspace_described",
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
    /// An action that was confirmed for a day to come was taken back.
    BulkActionCancelled = "bulk_action_cancelled",
    /// A new version of the policy was put in force.
    PolicyChanged = "policy_changed",
    /// Canned responses were changed: the organisation's, or a counselor's own.
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
