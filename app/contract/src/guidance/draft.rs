//! What somebody has begun to write and not sent yet (W1). It is kept for them alone.

use crate::{
    error::ApiError,
    file::FileView,
    id::{ConversationId, DraftId},
    input::Check,
};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// The longest subject, in characters.
pub const SUBJECT_LENGTH: u32 = 120;

/// The longest message, in characters.
pub const BODY_LENGTH: u32 = 20_000;

/// The longest draft, in characters: what somebody pastes, to shorten it here, is kept too.
pub const DRAFT_LENGTH: u32 = 5 * BODY_LENGTH;

/// A draft as typed so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewDraft {
    /// For which conversation; none for one that has not begun.
    pub conversation: Option<ConversationId>,
    /// The subject of one that has not begun.
    pub subject: String,
    /// The text.
    pub body: String,
    /// Which one the writer saw last; none where there was none.
    pub seen: Option<DraftId>,
}

impl NewDraft {
    /// Checks that it can be stored. It may be longer than what can be sent: that is said once it is sent.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] with what is wrong.
    pub fn check(&self) -> Result<(), ApiError> {
        let mut check = Check::default();
        if !self.subject.trim().is_empty() {
            check.line("subject", &self.subject, DRAFT_LENGTH);
        }
        if !self.body.trim().is_empty() {
            check.text("body", &self.body, DRAFT_LENGTH);
        }
        check.finish(())
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.subject.trim().is_empty() && self.body.trim().is_empty()
    }
}

/// A draft that was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftView {
    /// The subject of a conversation that has not begun.
    pub subject: String,
    /// The text, as typed.
    pub body: String,
    /// Which one it is.
    pub id: DraftId,
    /// When it was kept, in the organisation's time.
    pub saved_at: NaiveDateTime,
}

/// What waits to be sent at one place: a text, files, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsent {
    /// The text.
    pub draft: Option<DraftView>,
    /// The files.
    pub files: Vec<FileView>,
    /// The largest file that is taken, in bytes.
    pub largest_file: u64,
}
