//! Text as it is compared when somebody looks for words.

use unicode_normalization::UnicodeNormalization;

/// Text as it is compared: in small letters, and in one form, whether an accent was typed with its letter or
/// after it (Unicode, normalisation form KC).
pub(crate) fn comparable(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).nfkc().collect()
}
