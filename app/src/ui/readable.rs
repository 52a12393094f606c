//! Texts that may be damaged: shown as they are, or that they cannot be read.

use crate::i18n::{t_string, use_i18n};
use contract::damage::reference_of;

/// `text`; or, where it cannot be read any more, that it cannot, with the reference for support.
pub fn readable(text: String) -> String {
    match reference_of(&text) {
        Some(reference) => {
            let i18n = use_i18n();
            t_string!(i18n, damaged, reference = reference.to_owned()).clone()
        }
        None => text,
    }
}

/// The subject of a conversation: for a second professional who may not see what was written when it
/// began, there is none (P6).
pub fn subject_text(subject: String) -> String {
    if subject.is_empty() {
        let i18n = use_i18n();
        return t_string!(i18n, conversation.begun_before).to_owned();
    }
    readable(subject)
}
