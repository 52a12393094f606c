//! Internal notes of staff (W5).

use crate::{error::ApiError, head::WorkspaceHead, id::NoteId, input::Check};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// How often a note is changed: after that another one is written.
pub const CHANGES: i32 = 50;

/// How many earlier versions of a note are shown; the others are kept.
pub const EARLIER_SHOWN: i32 = 10;

/// The longest note, in characters.
pub const NOTE_LENGTH: u32 = 10_000;

/// A note as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewNote {
    /// Its text.
    pub body: String,
}

impl NewNote {
    /// Checks the text.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] with what is wrong.
    pub fn check(&self) -> Result<String, ApiError> {
        let mut check = Check::default();
        let body = check.text("body", &self.body, NOTE_LENGTH);
        check.finish(body)
    }
}

/// What a note said before it was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierNote {
    /// Its text.
    pub body: String,
    /// When it was written, in the organisation's time.
    pub written_at: NaiveDateTime,
}

/// A note as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteView {
    /// Its id.
    pub id: NoteId,
    /// Which version of it this is: a change of an earlier one is refused.
    pub version: i32,
    /// Whether the reader wrote it, and so may change and delete it.
    pub is_own: bool,
    /// What it said before, the newest first: [`EARLIER_SHOWN`] of them.
    pub earlier: Vec<EarlierNote>,
    /// Who wrote it.
    pub author: String,
    /// Its text.
    pub body: String,
    /// When this version was written, in the organisation's time.
    pub written_at: NaiveDateTime,
}

/// The notes of a workspace, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotesView {
    /// The workspace around them.
    pub head: WorkspaceHead,
    /// The notes.
    pub notes: Vec<NoteView>,
}
