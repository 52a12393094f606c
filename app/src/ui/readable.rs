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
