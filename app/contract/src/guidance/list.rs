//! Lists of workspaces, to work from (W9).

use crate::{
    codes::codes,
    error::ApiError,
    head::InvitationStatus,
    id::{ConversationId, WorkspaceId},
    input::Check,
    invitation::Inviter,
    life::Timeline,
    names::Names,
    search::NEEDLE_LENGTH,
    topic::Topic,
};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// How many workspaces one page of a list shows.
pub const LIST_PAGE: u32 = 25;

/// Within how many days an end is soon, where the state lasts at least three times as long.
pub const SOON: i64 = 30;

/// How many workspaces a search shows, at most.
pub const SEARCH_FOUND: usize = 100;

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
#[expect(clippy::struct_excessive_bools, reason = "each waits by itself")]
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
    /// Whoever was invited does not want it.
    pub invitation_declined: bool,
    /// The counselor withdrew the invitation: that waits for nobody, and nobody is invited.
    pub invitation_withdrawn: bool,
    /// What the reader has begun to write and not sent; of several, the one kept last.
    pub draft: Option<Begun>,
}

/// A message that was begun and can still be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    /// The conversation it is for; none where it begins one.
    pub conversation: Option<ConversationId>,
    /// When it was kept last, in the organisation's time.
    pub saved_at: NaiveDateTime,
    /// How many were begun in the workspace.
    pub count: u32,
}

impl Waits {
    /// Whether anything waits.
    pub fn any(&self) -> bool {
        self.unread > 0
            || self.consents > 0
            || self.to_confirm
            || self.asks_reactivation
            || self.invitation_expired
            || self.invitation_declined
            || self.draft.is_some()
    }
}

/// A line of the list of workspaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkspaceSummary {
    /// Its id.
    pub id: WorkspaceId,
    /// Its running number in the organisation.
    pub number: i64,
    /// Its title.
    pub title: String,
    /// The person on the other side: the counselor for customers, the customer for staff.
    pub other: Option<String>,
    /// Whose it is, where that is another counselor than the reader.
    pub guided_by: Option<String>,
    /// The organisation's name.
    pub organisation: Names,
    /// How far the customer has come in.
    pub invitation_status: InvitationStatus,
    /// What waits for the reader.
    pub waits: Waits,
    /// Since when the oldest of it waits, in the organisation's time.
    pub waits_since: Option<NaiveDateTime>,
    /// Whether its present state ends soon.
    pub ends_soon: bool,
    /// How many days its present state lasts in all.
    pub lasts: i64,
    /// When something in it that the reader may see last changed, in the organisation's time.
    pub touched_at: NaiveDateTime,
    /// Its life.
    pub timeline: Timeline,
}

/// In which order a list stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListSort {
    /// What has waited longest first.
    Waiting,
    /// What changed last first.
    Changed,
    /// What ends first.
    Ending,
    /// By the name of the person on the other side.
    Name,
}

codes!(ListSort {
    Waiting = "waiting",
    Changed = "changed",
    Ending = "ending",
    Name = "name",
});

impl ListFilter {
    /// In which order it stands where none is asked for.
    pub fn sort(self) -> ListSort {
        match self {
            Self::Waiting => ListSort::Waiting,
            Self::Ending => ListSort::Ending,
            Self::All | Self::Invited | Self::Inactive => ListSort::Changed,
        }
    }
}

/// A place in a list: of a workspace as it was when it was shown there. It stays where it was when the workspace
/// moves on, as it does once somebody has dealt with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListPlace {
    /// By what it was sorted; 0 in the order of names, which stand in no address.
    pub key: i64,
    /// The workspace.
    pub id: WorkspaceId,
}

/// As it stands in an address.
impl fmt::Display for ListPlace {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}", self.key, self.id)
    }
}

impl FromStr for ListPlace {
    type Err = ApiError;

    fn from_str(text: &str) -> Result<Self, ApiError> {
        let (key, id) = text.split_once('.').ok_or(ApiError::NotFound)?;
        let key = key.parse().map_err(|_| ApiError::NotFound)?;
        Ok(Self { key, id: id.parse().map_err(|_| ApiError::NotFound)? })
    }
}

/// From where on a page of a list is shown: by what stood there, so that nothing is left out or shown twice when the
/// list changes meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Turn {
    /// What comes after this place.
    After(ListPlace),
    /// What comes before it.
    Before(ListPlace),
}

/// What is asked of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListQuery {
    /// Which ones. Where nothing is asked for, those in which something waits, if there are any.
    pub show: Option<ListFilter>,
    /// With this topic.
    pub topic: Option<Topic>,
    /// In which order; else in that of the filter.
    pub sort: Option<ListSort>,
    /// From where on; else from the beginning.
    pub turn: Option<Turn>,
}

/// One page of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkspaceList {
    /// Which ones are shown.
    pub shown: ListFilter,
    /// In which order.
    pub sort: ListSort,
    /// How many each filter shows, in the order of [`ListFilter::ALL`], with the topic that was asked for.
    pub counts: [u32; ListFilter::ALL.len()],
    /// The lines of this page.
    pub items: Vec<WorkspaceSummary>,
    /// From where on the page before is shown, where there is one.
    pub previous: Option<Turn>,
    /// From where on the next page is shown, where there is one.
    pub next: Option<Turn>,
    /// Which one of all that are shown is the first of this page, from 1.
    pub first: u32,
    /// How many workspaces are shown on all pages.
    pub total: u32,
    /// Accepted invitations that wait for the counselor's confirmation (P3): no content yet.
    pub waiting: Vec<Inviter>,
}

/// The words of a text that is looked for.
///
/// # Errors
/// [`ApiError::Invalid`] when there is nothing to look for, or too much.
pub fn search_words(text: &str) -> Result<Vec<String>, ApiError> {
    let mut check = Check::default();
    let text = check.line("text", text, NEEDLE_LENGTH);
    check.finish(text.split_whitespace().map(str::to_owned).collect())
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundWorkspaces {
    /// The first of them, what changed last first.
    pub items: Vec<WorkspaceSummary>,
    /// How many there are.
    pub total: u32,
}
