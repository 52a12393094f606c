//! What mails say. No mail holds the content of messages, nor a title (U5).

use chrono::NaiveDate;
use contract::{ConversationId, WorkspaceId, bulk_action::Reason, person::Language};
use serde::{Deserialize, Serialize};

/// A step that time takes with a workspace (L9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The active time ends.
    Inactive,
    /// It goes to the customer's archive.
    Archived,
    /// It is deleted.
    Deleted,
}

impl Step {
    /// The word in the database and in the audit log.
    pub fn code(self) -> &'static str {
        match self {
            Self::Inactive => "inactive",
            Self::Archived => "archived",
            Self::Deleted => "deleted",
        }
    }
}

/// A step that is due, as a counselor's digest tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Due {
    /// The last day before the step.
    pub through: NaiveDate,
    /// The workspace's running number.
    pub number: i64,
    /// The workspace.
    pub workspace: WorkspaceId,
    /// The step.
    pub step: Step,
}

/// A mail, as it waits in the outbox. The texts are templates of the server, a file for each mail and
/// language; here is what stands in them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// In which language it is written.
    pub language: Language,
    /// The workspace that it is about.
    pub about: Option<WorkspaceId>,
    /// What it says.
    pub says: Says,
}

/// How much there is of what somebody has not seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct News {
    /// New messages.
    pub messages: u32,
    /// Decisions of customers on a second professional.
    pub decided: u32,
    /// Workspaces in which the reader's identity was confirmed.
    pub confirmed: u32,
    /// People who wait for the reader to confirm them.
    pub awaiting: u32,
    /// Wishes to reactivate.
    pub asks: u32,
    /// Workspaces that were given to the reader.
    pub given: u32,
    /// Workspaces of the reader that a supervisor opened by break-glass (P8).
    pub opened: u32,
    /// The conversation, where all of it is in one.
    pub conversation: Option<ConversationId>,
}

/// What a mail says.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Says {
    /// The invitation to a workspace (P3).
    Invitation {
        /// The secret part of its link.
        token: String,
        /// The code for who comes without it (P11); mails of before had none.
        #[serde(default)]
        code: Option<String>,
        /// Who invites, by name.
        counselor: String,
        /// Where one can ask whether it is genuine, where the counselor gave a number.
        #[serde(default)]
        phone: Option<String>,
        /// The last day on which the link works.
        expires_on: NaiveDate,
        /// Whether it was sent before.
        #[serde(default)]
        reminder: bool,
    },
    /// What time will do, and when (L9).
    Notice {
        /// What will happen.
        step: Step,
        /// The last day before it.
        through: NaiveDate,
        /// Whether staff closed it, so that the customer can only ask for reactivation (L5).
        closed_by_staff: bool,
    },
    /// Staff closed a workspace, or archived it directly (L8).
    Closed {
        /// Why; mails of before said nothing where the counselor did.
        reason: Option<Reason>,
        /// Whether the counselor says more on the page of the workspace (L8).
        #[serde(default)]
        with_words: bool,
        /// The last day on which it can be reactivated; nothing where it was archived directly.
        inactive_through: Option<NaiveDate>,
        /// The last day in the archive.
        archived_through: NaiveDate,
    },
    /// The active time ended by itself (L9).
    Lapsed {
        /// The last day on which it can be reactivated.
        inactive_through: NaiveDate,
        /// The last day in the archive.
        archived_through: NaiveDate,
    },
    /// It went to the archive by itself (L9).
    ArchivedByTime {
        /// The last day in the archive.
        archived_through: NaiveDate,
    },
    /// Staff reactivated it (L9).
    Reactivated {
        /// Who, by name.
        by: String,
        /// Whether the customer had asked for it (L5).
        asked: bool,
        /// The last active day.
        active_through: NaiveDate,
    },
    /// Somebody stands in for the counselor (P12).
    StandIn {
        /// Who is away.
        counselor: String,
        /// Who stands in.
        substitute: String,
        /// The first day on which they can read and answer.
        first_day: NaiveDate,
        /// The last one.
        last_day: NaiveDate,
    },
    /// The reader stands in for a colleague (P12).
    SubstituteNamed {
        /// Whether they did before, on other days.
        again: bool,
        /// Who is away.
        counselor: String,
        /// The first day on which the reader can read and answer.
        first_day: NaiveDate,
        /// The last one.
        last_day: NaiveDate,
    },
    /// The reader does not stand in any more, before the last day of it.
    SubstituteReleased {
        /// Who was to be away.
        counselor: String,
        /// Whether it had begun.
        began: bool,
    },
    /// A main user gave workspaces of the reader to another counselor (P7).
    WorkspacesTaken {
        /// Their running numbers.
        numbers: Vec<i64>,
        /// Who goes on.
        counselor: String,
    },
    /// Another counselor goes on (P7).
    HandedOver {
        /// Who goes on.
        counselor: String,
    },
    /// A main user invites the reader to the staff (P2).
    StaffInvited {
        /// Who invites, by name; the operator where it is empty.
        main_user: Option<String>,
        /// The last day on which it is good.
        expires_on: NaiveDate,
    },
    /// The counselor asks the customer to let a second professional in (P6).
    ConsentAsked {
        /// The last day of what is asked for.
        through: NaiveDate,
    },
    /// The customer has let the reader in (P6).
    Joined {
        /// The last day.
        through: NaiveDate,
    },
    /// The reader's part as a second professional has ended (P6).
    ParticipationEnded {
        /// The workspace's running number.
        number: i64,
        /// The day on which it ended.
        on: NaiveDate,
    },
    /// A link that shows that a new address is the reader's (P10).
    ConfirmEmail {
        /// The secret part of the link.
        token: String,
    },
    /// The reader is written to at another address from now on (P10).
    EmailChanged,
    /// Nobody confirmed that the reader is the one who was invited, and nobody can any more (P3).
    NotConfirmed,
    /// There is something new that the reader has not seen (N1).
    News(News),
    /// A counselor's day (L9, N3).
    Digest {
        /// Whose workspaces these are, where they are not the reader's own (W6).
        stands_in_for: Option<String>,
        /// Whether nobody guides them any more: the reader is a main user.
        #[serde(default)]
        nobody_guides: bool,
        /// Steps ahead, the nearest first.
        due: Vec<Due>,
        /// Workspaces whose customers ask for reactivation.
        asks: Vec<i64>,
        /// Workspaces whose customers wait for their identity to be confirmed.
        awaiting: Vec<i64>,
        /// Messages not read yet.
        #[serde(default)]
        unread: u32,
        /// In how many workspaces they are.
        #[serde(default)]
        unread_in: u32,
    },
    /// A workspace and its key are destroyed (L7).
    Receipt {
        /// Its running number.
        number: i64,
        /// When it was opened.
        created_on: NaiveDate,
        /// When it was destroyed.
        deleted_on: NaiveDate,
        /// How many messages were destroyed with it.
        messages: i64,
        /// Whether nothing else was left, so that the person was forgotten as well.
        forgotten: bool,
        /// Its class of retention.
        #[serde(default)]
        class: Option<String>,
        /// Which version of the organisation's policy it ended by.
        #[serde(default)]
        policy_version: Option<i32>,
    },
}
