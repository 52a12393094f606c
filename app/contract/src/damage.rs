//! What stands in the place of a text that cannot be read any more: a mark, and a reference by which
//! the log names where it is kept. Pages say it in the reader's language.

/// The mark that begins it (U+FFFD, the replacement character).
const MARK: char = '\u{FFFD}';

/// What stands in the place of the text with this reference.
pub fn damaged(reference: &str) -> String {
    format!("{MARK} {reference}")
}

/// The reference, if this stands in the place of a text. Nothing that people write is mistaken for
/// it: a reference is eight hexadecimal digits, and nothing follows.
pub fn reference_of(text: &str) -> Option<&str> {
    let reference = text.strip_prefix(MARK)?.strip_prefix(' ')?;
    let is_one = reference.len() == 8 && reference.chars().all(|c| c.is_ascii_hexdigit());
    is_one.then_some(reference)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_found_again_and_nowhere_else() {
        assert_eq!(reference_of(&damaged("0a1b2c3d")), Some("0a1b2c3d"));
        for other in ["", "\u{FFFD}", "\u{FFFD} ", "\u{FFFD} 0a1b2c3d!", "Hei \u{FFFD} 0a1b2c3d", "0a1b2c3d"]
        {
            assert_eq!(reference_of(other), None, "{other}");
        }
    }
}
