//! Who has looked at a workspace (A2).

use crate::{head::WorkspaceHead, names::Names};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// Lines of one page, at most.
pub const ACCESS_PAGE: usize = 50;

/// What somebody looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AccessKind {
    /// At the workspace: its people, its dates, the subjects of its conversations.
    Workspace,
    /// At a conversation.
    Conversation,
    /// At a file.
    File,
    /// For words in it.
    Search,
    /// At all of it: the package was downloaded.
    Package,
    /// A supervisor opened it by break-glass (P8).
    BreakGlass,
}

/// In which role somebody looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AccessRole {
    /// The customer themselves.
    Customer,
    /// The counselor of the workspace.
    Counselor,
    /// A second professional, with the customer's consent (P6).
    SecondProfessional,
    /// Who stood in for the counselor (P12).
    Substitute,
    /// A supervisor, for a stated reason (P8).
    Supervisor,
}

/// That somebody looked, once or for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessLine {
    /// Who.
    pub who: String,
    /// Whether that is the reader.
    pub mine: bool,
    /// In which role.
    pub role: AccessRole,
    /// On whose behalf; nothing for the customer.
    pub organisation: Option<Names>,
    /// At what.
    pub kind: AccessKind,
    /// The subject of the conversation, or the name of the file, where it is still there.
    pub what: Option<String>,
    /// Why, where a supervisor had to say (P8).
    pub reason: Option<String>,
    /// When first, in the organisation's time.
    pub from: NaiveDateTime,
    /// When last.
    pub to: NaiveDateTime,
}

/// A page of who has looked, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessLog {
    /// The workspace around it.
    pub head: WorkspaceHead,
    /// The lines of this page.
    pub lines: Vec<AccessLine>,
    /// Before which line of the log older ones follow, if there are any.
    pub older: Option<i64>,
}
