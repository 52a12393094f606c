//! What a file is: its first bytes say.

use contract::file::FileKind;

/// How much of a text is looked at.
const LOOK: usize = 8 * 1024;

/// The kind of a file that begins like this, if it is one that is taken.
pub(super) fn kind_of(beginning: &[u8]) -> Option<FileKind> {
    match infer::get(beginning) {
        Some(known) => FileKind::from_media_type(known.mime_type()),
        None => is_text(beginning).then_some(FileKind::Text),
    }
}

/// UTF-8 without control characters but those of plain text. A character may be cut at the end.
fn is_text(beginning: &[u8]) -> bool {
    let look = beginning.get(..LOOK).unwrap_or(beginning);
    let text = match std::str::from_utf8(look) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(look.get(..error.valid_up_to()).unwrap_or_default()).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text.is_empty() && !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{C}'))
}

#[cfg(test)]
mod tests {
    use super::kind_of;
    use contract::file::FileKind;

    #[test]
    fn the_content_decides() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        assert_eq!(kind_of(png), Some(FileKind::Png));
        assert_eq!(kind_of(b"%PDF-1.7\n"), Some(FileKind::Pdf));
        assert_eq!(kind_of("Hyvää päivää".as_bytes()), Some(FileKind::Text));
        assert_eq!(kind_of(&"ä".as_bytes()[..1]), None);
        // A text that would run elsewhere is a text here.
        assert_eq!(kind_of(b"#include <script>alert(1)</script>"), Some(FileKind::Text));
        for refused in [
            &b"MZ\x90\0\x03"[..],
            b"\x7fELF\x02\x01\x01",
            b"PK\x03\x04\x14\0",
            b"\0\0\0\0",
            b"\xff\xfe\x41\0",
        ] {
            assert_eq!(kind_of(refused), None, "{refused:?}");
        }
    }

    #[test]
    fn a_character_cut_at_the_end_is_still_text() {
        let mut text = "a".repeat(8 * 1024 - 1).into_bytes();
        text.extend("ä".as_bytes());
        assert_eq!(kind_of(&text), Some(FileKind::Text));
    }
}
