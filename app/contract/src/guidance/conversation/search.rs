//! Searching in one workspace.

use crate::{error::ApiError, file::FileView, head::WorkspaceHead, id::ConversationId, input::Check};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// The longest thing to look for, in characters.
pub const NEEDLE_LENGTH: u32 = 100;

/// How many places are shown.
pub const FOUND: usize = 50;

/// How many messages are looked at, the newest first.
pub const LOOKED_AT: u64 = 5_000;

/// What is looked for, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchQuery {
    /// Words that all stand in a message, or in the name of a file.
    pub text: String,
    /// Only messages with files.
    pub with_files: bool,
}

impl SearchQuery {
    /// Checks it, and gives the words.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] when there is nothing to look for, or too much.
    pub fn check(&self) -> Result<Vec<String>, ApiError> {
        let mut check = Check::default();
        let text = if self.text.trim().is_empty() && self.with_files {
            String::new()
        } else {
            check.line("text", &self.text, NEEDLE_LENGTH)
        };
        check.finish(text.split_whitespace().map(str::to_owned).collect())
    }
}

/// A place where it was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// In which conversation.
    pub conversation: ConversationId,
    /// Its subject.
    pub subject: String,
    /// In which message of it.
    pub position: i64,
    /// Who wrote it.
    pub author: String,
    /// When, in the organisation's time.
    pub sent_at: NaiveDateTime,
    /// The text around the first word.
    pub extract: String,
    /// The files of the message.
    pub files: Vec<FileView>,
}

/// What was found, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundView {
    /// The workspace around it.
    pub head: WorkspaceHead,
    /// The places.
    pub found: Vec<Found>,
    /// Whether there may be more: not everything was looked at, or not everything is shown.
    pub more: bool,
}
