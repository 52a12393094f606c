//! What a file is: its content says, not its name.

mod archive;
mod compound;
mod text;

pub(super) use text::TextJudge;

use super::stored::Stored;
use contract::file::FileKind;
use std::io::{Read, Seek};

/// What a file is, as far as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Content {
    pub kind: FileKind,
    /// In which encoding a text is written (WHATWG Encoding); none for what is no text.
    pub charset: Option<&'static str>,
}

impl Content {
    /// Its media type, with the encoding of a text (RFC 6838).
    pub fn media_type(self) -> String {
        match self.charset {
            Some(charset) => format!("{}; charset={}", self.kind.media_type(), charset.to_ascii_lowercase()),
            None => self.kind.media_type().to_owned(),
        }
    }
}

/// What the beginning of a file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beginning {
    /// A kind that is taken.
    Known(FileKind),
    /// One that holds several parts: which kind it is, those say, once it is whole.
    Holds(Container),
    /// A text, if anything that is taken.
    Other,
}

/// A format in which several kinds of files are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    /// A ZIP archive (APPNOTE): office documents of today.
    Archive,
    /// A compound file (MS-CFB): office documents of before 2007.
    Compound,
}

/// The marks that begin a container.
const ARCHIVE: &[u8] = b"PK\x03\x04";
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// What a file is that begins like this.
pub(super) fn beginning(bytes: &[u8]) -> Beginning {
    if bytes.starts_with(ARCHIVE) {
        return Beginning::Holds(Container::Archive);
    }
    if bytes.starts_with(COMPOUND) {
        return Beginning::Holds(Container::Compound);
    }
    let known = infer::get(bytes).and_then(|known| FileKind::from_media_type(known.mime_type()));
    // Texts that are about these formats begin with less than their whole marks.
    let is_whole = |kind: &FileKind| match kind {
        FileKind::Pdf => bytes.starts_with(b"%PDF-"),
        FileKind::Rtf => bytes.starts_with(b"{\\rtf1"),
        _ => true,
    };
    let known = known.filter(is_whole);
    known.map_or(Beginning::Other, Beginning::Known)
}

/// Whether files of a kind may be written in letters alone: then their mark says more than that.
pub(super) fn is_written_as_text(kind: FileKind) -> bool {
    matches!(kind, FileKind::Pdf | FileKind::Rtf)
}

/// The kind of a container that is stored whole. Blocks. `None` for what is not taken.
///
/// # Errors
/// When the store does not give it.
pub(super) fn within(container: Container, mut stored: Stored) -> std::io::Result<Option<FileKind>> {
    let kind = kind_within(container, &mut stored);
    match stored.failed() {
        Some(error) => Err(error),
        None => Ok(kind),
    }
}

fn kind_within(container: Container, content: impl Read + Seek) -> Option<FileKind> {
    match container {
        Container::Archive => archive::kind_of(content),
        Container::Compound => compound::kind_of(content),
    }
}

#[cfg(test)]
mod tests {
    use super::{Beginning, Container, beginning};
    use contract::file::FileKind;

    #[test]
    fn w1_the_content_decides() {
        for (bytes, said) in [
            (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], Beginning::Known(FileKind::Png)),
            (b"%PDF-1.7\n", Beginning::Known(FileKind::Pdf)),
            (b"PK\x03\x04\x14\0", Beginning::Holds(Container::Archive)),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Beginning::Holds(Container::Compound)),
            (b"MZ\x90\0\x03", Beginning::Other),
            (b"\x7fELF\x02\x01\x01", Beginning::Other),
            (b"BMI 24,5", Beginning::Other),
            (b"%PDF on tiedostomuoto", Beginning::Other),
            (b"{\\rtf1\\ansi", Beginning::Known(FileKind::Rtf)),
        ] {
            assert_eq!(beginning(bytes), said, "{bytes:?}");
        }
    }
}
