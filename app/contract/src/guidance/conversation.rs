//! Conversations and messages (W1).

pub mod search;

use crate::{
    draft::{BODY_LENGTH, SUBJECT_LENGTH, Unsent},
    error::{ApiError, FieldCode},
    file::{FILES_OF_A_MESSAGE, FileView},
    head::WorkspaceHead,
    id::{ConversationId, FileId},
    input::Check,
    person::Side,
};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// How many messages one page of a conversation shows.
pub const MESSAGE_PAGE: u32 = 50;

/// For how many minutes a message can be taken back, while nobody else has read it.
pub const TAKE_BACK_MINUTES: i64 = 5;

/// How much of a message is quoted by its answer, in characters.
pub const QUOTE_LENGTH: usize = 120;

/// A message to be sent, as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMessage {
    /// Its text.
    pub body: String,
    /// The files that go with it.
    pub files: Vec<FileId>,
    /// The position of the message that it answers.
    pub reply_to: Option<i64>,
    /// Reactivate an inactive workspace in the same step (L5).
    pub reactivate: bool,
}

impl NewMessage {
    /// Checks the text, which may be missing where there are files.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] with what is wrong.
    pub fn check(&self) -> Result<String, ApiError> {
        let mut check = Check::default();
        let body = self.note(&mut check);
        check.finish(body)
    }

    fn note(&self, check: &mut Check) -> String {
        if self.files.len() > FILES_OF_A_MESSAGE {
            let most = u32::try_from(FILES_OF_A_MESSAGE).unwrap_or(u32::MAX);
            check.fail("file", FieldCode::TooManyFiles(most));
        }
        if self.body.trim().is_empty() && !self.files.is_empty() {
            return String::new();
        }
        check.text("body", &self.body, BODY_LENGTH)
    }
}

/// A conversation to be started, as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewConversation {
    /// Its subject.
    pub subject: String,
    /// Its first message.
    pub message: NewMessage,
}

/// A [`NewConversation`] that passed its check.
#[derive(Clone, Debug)]
pub struct CheckedConversation {
    /// Its subject.
    pub subject: String,
    /// The text of its first message.
    pub body: String,
}

impl NewConversation {
    /// Checks both fields.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] with all mistakes.
    pub fn check(&self) -> Result<CheckedConversation, ApiError> {
        let mut check = Check::default();
        let subject = check.line("subject", &self.subject, SUBJECT_LENGTH);
        let body = self.message.note(&mut check);
        check.finish(CheckedConversation { subject, body })
    }
}

/// How many conversations are told beside one, which may be among them.
pub const CONVERSATIONS_BESIDE: u64 = 13;

/// A line of the list of conversations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversationSummary {
    /// Its id.
    pub id: ConversationId,
    /// Its subject.
    pub subject: String,
    /// When it was written to last, in the organisation's time.
    pub last_at: NaiveDateTime,
    /// How many messages it holds.
    pub messages: i64,
    /// How many of them the reader has not read.
    pub unread: u32,
    /// Whether the reader has begun to write something that is not sent.
    pub has_draft: bool,
}

/// A message as shown.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageView {
    /// Its place in the conversation, from 1.
    pub position: i64,
    /// Who wrote it.
    pub author: String,
    /// On which side the author stands.
    pub side: Side,
    /// Whether the reader wrote it.
    pub mine: bool,
    /// Whether the reader sees it for the first time.
    pub unread: bool,
    /// Its text.
    pub body: String,
    /// The message that it answers.
    pub reply_to: Option<Quote>,
    /// Whether its author took it back: then there is no text, and no file.
    pub taken_back: bool,
    /// Whether the reader could take it back when this was read.
    pub may_take_back: bool,
    /// The files that came with it.
    pub files: Vec<FileView>,
    /// When it was sent, in the organisation's time.
    pub sent_at: NaiveDateTime,
}

/// The beginning of a message that another answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Its position.
    pub position: i64,
    /// Who wrote it.
    pub author: String,
    /// How it begins.
    pub text: String,
}

/// One page of a conversation, oldest message first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversationView {
    /// The workspace around it.
    pub head: WorkspaceHead,
    /// Its id.
    pub id: ConversationId,
    /// On which side the reader stands.
    pub side: Side,
    /// Its subject.
    pub subject: String,
    /// The messages of this page.
    pub messages: Vec<MessageView>,
    /// Where the page of older messages ends: pass it as `before`.
    pub older: Option<i64>,
    /// Whether newer messages than these exist.
    pub newer: bool,
    /// The position up to which others have read.
    pub seen_up_to: i64,
    /// What the reader has begun to write.
    pub unsent: Unsent,
    /// At most [`CONVERSATIONS_BESIDE`] conversations of the workspace, the one written to last first.
    pub conversations: Vec<ConversationSummary>,
}
