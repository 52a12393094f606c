//! Closing a workspace with a reason, and words to its customer (L8).

use crate::{bulk_action::Reason, error::ApiError, input::Check, life::ClosedBy};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The longest words, in characters.
pub const WORDS_LENGTH: u32 = 2_000;

/// A closing, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewClosing {
    /// Why; pages that were open before there were reasons say none.
    pub reason: Option<Reason>,
    /// What the counselor wishes to say; may be empty.
    pub words: String,
}

impl NewClosing {
    /// Checks it, and gives the words, where there are any.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] when they are too long.
    pub fn check(&self) -> Result<Option<String>, ApiError> {
        let mut check = Check::default();
        let words = check.optional("words", &self.words, WORDS_LENGTH);
        check.finish((!words.is_empty()).then_some(words))
    }
}

/// How staff closed a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingView {
    /// When.
    pub on: NaiveDate,
    /// Who did.
    pub by: ClosedBy,
    /// Why, where it was said.
    pub reason: Option<Reason>,
    /// The counselor's words.
    pub words: Option<String>,
}
