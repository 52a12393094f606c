//! What is new for somebody: of what they are notified, until they have seen it (N1).

use crate::id::{ConversationId, WorkspaceId};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

/// How many items the list shows at most, the newest.
pub const NEWS_SHOWN: u32 = 100;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NewsKind {
    /// Somebody wrote.
    Message(ConversationId),
    /// Somebody asks to join, and the customer decides.
    ConsentAsked,
    /// The customer decided on a second professional.
    ConsentDecided,
    /// The reader's identity was confirmed: they are in.
    IdentityConfirmed,
    /// Somebody accepted an invitation and waits to be confirmed.
    AwaitingConfirmation,
    /// The customer asks for reactivation.
    ReactivationAsked,
    /// The workspace is now the reader's to guide.
    HandedOver,
    /// A supervisor opened it by break-glass (P8).
    BreakGlass,
}

/// What happened of one kind at one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsItem {
    /// What.
    pub kind: NewsKind,
    /// How often.
    pub count: u32,
    /// When last, in the organisation's time.
    pub at: NaiveDateTime,
    /// Which day it is there.
    pub today: NaiveDate,
    /// Where.
    pub workspace: WorkspaceId,
    /// Its title.
    pub title: String,
    /// Who stands on the other side, as far as somebody does.
    pub other: Option<String>,
}

/// All that is new.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsView {
    /// The newest first, at most [`NEWS_SHOWN`].
    pub items: Vec<NewsItem>,
    /// How many events there are, as the bell counts them.
    pub count: u32,
    /// Whether there are more than are shown.
    pub has_more: bool,
    /// The newest event: what is marked as seen reaches as far.
    pub until: Option<DateTime<Utc>>,
}
