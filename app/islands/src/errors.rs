//! What went wrong, in words that the page brought along.

use contract::{ApiError, FieldCode};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Stands for the number in a text that has one.
pub const NUMBER: &str = "{n}";

/// What errors say, by their codes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorTexts(pub BTreeMap<String, String>);

impl ErrorTexts {
    /// What an error says. What is wrong with fields is said one after the other.
    pub fn of(&self, error: &ApiError) -> String {
        match error {
            ApiError::Invalid(fields) if !fields.is_empty() => {
                let texts: Vec<String> = fields.iter().map(|field| self.of_field(field.code)).collect();
                texts.join(" ")
            }
            ApiError::TooOften(seconds) => self.with("TooOften", *seconds),
            error => self.with(code(error), 0),
        }
    }

    fn of_field(&self, field: FieldCode) -> String {
        let (code, number) = code_of_field(field);
        self.with(code, number)
    }

    fn with(&self, code: &str, number: u32) -> String {
        let text = self.0.get(code).or_else(|| self.0.get("Internal")).cloned().unwrap_or_default();
        text.replace(NUMBER, &number.to_string())
    }
}

/// Under which code an error is said. Those that an island does not meet are said as a failure of ours.
pub fn code(error: &ApiError) -> &'static str {
    match error {
        ApiError::NotFound => "NotFound",
        ApiError::SignInNeeded => "SignInNeeded",
        ApiError::ActsForAnother => "ActsForAnother",
        ApiError::Invalid(_) => "Invalid",
        ApiError::Inactive => "Inactive",
        ApiError::Archived => "Archived",
        ApiError::ClosedByStaff => "ClosedByStaff",
        ApiError::TooOften(_) => "TooOften",
        ApiError::TooLarge => "TooLarge",
        ApiError::Conflict => "Conflict",
        ApiError::Offline => "Offline",
        _ => "Internal",
    }
}

/// Under which code a mistake in a field is said, and with which number.
pub fn code_of_field(field: FieldCode) -> (&'static str, u32) {
    match field {
        FieldCode::TooLong(count) => ("FieldTooLong", count),
        FieldCode::TooLarge(mib) => ("FileTooLarge", mib),
        FieldCode::NotTaken => ("FileNotTaken", 0),
        FieldCode::Empty => ("FileEmpty", 0),
        FieldCode::NoRoom(mib) => ("FileNoRoom", mib),
        FieldCode::TooManyAnHour(count) => ("FileTooManyAnHour", count),
        FieldCode::TooManyFiles(count) => ("FileTooMany", count),
        FieldCode::Gone => ("FileGone", 0),
        _ => ("Invalid", 0),
    }
}

#[cfg(test)]
mod tests {
    use super::{ErrorTexts, code};
    use contract::{ApiError, FieldCode};

    #[test]
    fn an_error_is_said_with_its_number_and_an_unknown_one_as_ours() {
        let texts = [("TooOften", "in {n} seconds"), ("Internal", "ours"), ("FileTooLarge", "over {n} MB")];
        let texts = ErrorTexts(texts.map(|(code, text)| (code.to_owned(), text.to_owned())).into());
        assert_eq!(texts.of(&ApiError::TooOften(7)), "in 7 seconds");
        assert_eq!(texts.of(&ApiError::field("file", FieldCode::TooLarge(25))), "over 25 MB");
        assert_eq!(texts.of(&ApiError::TooLate), "ours");
        assert_eq!(code(&ApiError::Damaged(String::new())), "Internal");
    }
}
