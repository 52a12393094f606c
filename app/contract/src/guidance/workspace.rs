//! Workspaces: what is asked for, and what is shown.

use crate::{
    codes::codes,
    conversation::ConversationSummary,
    error::ApiError,
    head::{InvitationStatus, WorkspaceHead},
    id::{ConversationId, WorkspaceId},
    identity_code::IdentityCode,
    input::Check,
    life::Timeline,
    person::{Language, Side},
    topic::Topic,
};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// The longest title, in characters.
pub const TITLE_LENGTH: u32 = 120;

/// How many workspaces one page of a list shows.
pub const LIST_PAGE: u32 = 25;

/// Within how many days an end is soon, where the state lasts at least three times as long.
pub const SOON: i64 = 30;

/// A workspace to be created, as typed (P3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewWorkspace {
    /// What it is about, in a few words.
    pub title: String,
    /// Topics; may be empty.
    pub topics: Vec<Topic>,
    /// Where the invitation goes.
    pub email: String,
    /// The customer's identity code when the counselor knows it; else empty.
    pub identity_code: String,
    /// The language of the invitation.
    pub language: Language,
}

/// A [`NewWorkspace`] that passed its check.
#[derive(Clone, Debug)]
pub struct CheckedWorkspace {
    /// What it is about.
    pub title: String,
    /// Topics, each once.
    pub topics: Vec<Topic>,
    /// Where the invitation goes.
    pub email: String,
    /// The identity to which the invitation is bound, when known.
    pub identity_code: Option<IdentityCode>,
    /// The language of the invitation.
    pub language: Language,
}

impl NewWorkspace {
    /// Checks every field.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] with all mistakes.
    pub fn check(&self) -> Result<CheckedWorkspace, ApiError> {
        let mut check = Check::default();
        let title = check.line("title", &self.title, TITLE_LENGTH);
        let email = check.email("email", &self.email);
        let identity_code = check.identity_code("identity_code", &self.identity_code);
        let mut topics = self.topics.clone();
        topics.sort_unstable();
        topics.dedup();
        check.finish(CheckedWorkspace { title, topics, email, identity_code, language: self.language })
    }
}

/// What of an invitation was wrong, as typed (P10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Where it goes.
    pub email: String,
    /// The customer's identity code where another one is meant than before; else empty.
    pub identity_code: String,
}

impl Correction {
    /// Checks every field. Gives the address, and the identity code where there is another.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] with all mistakes.
    pub fn check(&self) -> Result<(String, Option<IdentityCode>), ApiError> {
        let mut check = Check::default();
        let email = check.email("email", &self.email);
        let code = check.identity_code("identity_code", &self.identity_code);
        check.finish((email, code))
    }
}

/// Which of one's workspaces a list shows (W9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListFilter {
    /// In which something waits for the reader.
    Waiting,
    /// All that there are.
    All,
    /// Whose customer has not come in yet.
    Invited,
    /// Whose present state ends soon: within [`SOON`] days, or in the last third of a shorter state.
    Ending,
    /// Inactive ones.
    Inactive,
}

codes!(ListFilter {
    Waiting = "waiting",
    All = "all",
    Invited = "invited",
    Ending = "ending",
    Inactive = "inactive",
});

/// What waits for the reader in a workspace (W9).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waits {
    /// Messages not read yet.
    pub unread: u32,
    /// The conversation with the newest of them, and when that was sent, in the organisation's time.
    pub newest: Option<(ConversationId, NaiveDateTime)>,
    /// Second professionals who wait for the customer's consent (P6).
    pub consents: u32,
    /// Somebody accepted the invitation, and the counselor has to confirm who it is (P3).
    pub to_confirm: bool,
    /// The customer asks the counselor for reactivation (L5).
    pub asks_reactivation: bool,
    /// The link of the invitation works no more, and nobody has accepted (P3).
    pub invitation_expired: bool,
}

impl Waits {
    /// Whether anything waits.
    pub fn any(&self) -> bool {
        self.unread > 0
            || self.consents > 0
            || self.to_confirm
            || self.asks_reactivation
            || self.invitation_expired
    }
}

/// A line of the list of workspaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkspaceSummary {
    /// Its id.
    pub id: WorkspaceId,
    /// Its title.
    pub title: String,
    /// The person on the other side: the counselor for customers, the customer for staff.
    pub other: Option<String>,
    /// Whose it is, where that is another counselor than the reader.
    pub guided_by: Option<String>,
    /// The organisation's name.
    pub organisation: String,
    /// How far the customer has come in.
    pub invitation_status: InvitationStatus,
    /// What waits for the reader.
    pub waits: Waits,
    /// Whether its present state ends soon.
    pub ends_soon: bool,
    /// How many days its present state lasts in all.
    pub lasts: i64,
    /// When something in it that the reader may see last changed, in the organisation's time.
    pub touched_at: NaiveDateTime,
    /// Its life.
    pub timeline: Timeline,
}

/// One page of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkspaceList {
    /// Which ones are shown.
    pub shown: ListFilter,
    /// How many each filter shows, in the order of [`ListFilter::ALL`].
    pub counts: [u32; ListFilter::ALL.len()],
    /// The lines of this page.
    pub items: Vec<WorkspaceSummary>,
    /// The page shown, from 1.
    pub page: u32,
    /// How many pages there are; at least 1.
    pub pages: u32,
    /// How many workspaces are shown on all pages.
    pub total: u32,
    /// Accepted invitations that wait for the counselor's confirmation (P3): no content yet.
    pub waiting: Vec<InvitationView>,
}

/// The page of one workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkspaceView {
    /// Around the content.
    pub head: WorkspaceHead,
    /// On which side whoever looks at it stands.
    pub side: Side,
    /// Its conversations, the one written to last first.
    pub conversations: Vec<ConversationSummary>,
    /// What was wrong in the package that its customer downloaded last; to them alone.
    pub package_problem: Option<PackageProblem>,
}

/// What could not be put into a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageProblem {
    /// How many files.
    pub files: u32,
    /// Whether the document.
    pub document: bool,
}

/// What an invitation says to the one who holds its link (P3): nothing of the content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationView {
    /// The organisation that invites.
    pub organisation: String,
    /// The counselor who invites.
    pub counselor: String,
}

/// What came of accepting an invitation (P3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// Whether the counselor has to confirm the identity first.
    pub invitation_status: InvitationStatus,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{FieldCode, FieldError};

    fn new() -> NewWorkspace {
        NewWorkspace {
            title: " Opintopolku ".into(),
            topics: vec![Topic::Studies, Topic::General, Topic::Studies],
            email: "aino@example.org".into(),
            identity_code: String::new(),
            language: Language::Fi,
        }
    }

    #[test]
    fn a_good_one_is_trimmed_and_its_topics_are_unique() {
        let checked = new().check().expect("good input");
        assert_eq!(checked.title, "Opintopolku");
        assert_eq!(checked.topics, [Topic::General, Topic::Studies]);
        assert!(checked.identity_code.is_none());
    }

    #[test]
    fn every_mistake_is_notified_at_once() {
        let bad = NewWorkspace {
            title: String::new(),
            email: "aino".into(),
            identity_code: "010170-999S".into(),
            topics: vec![],
            language: Language::Fi,
        };
        let error = |field: &str, code| FieldError { field: field.into(), code };
        assert_eq!(
            bad.check().expect_err("bad input"),
            ApiError::Invalid(vec![
                error("title", FieldCode::Required),
                error("email", FieldCode::NotAnEmail),
                error("identity_code", FieldCode::NotAnIdentityCode),
            ])
        );
    }
}
