//! Compound files (MS-CFB): the office documents of before 2007, and much else, told by what they hold.

use cfb::CompoundFile;
use contract::file::FileKind;
use std::io::{Read, Seek};

/// The stream that each kind has at its top (MS-DOC 2.1, MS-XLS 2.1, MS-PPT 2.1).
const STREAMS: [(&str, FileKind); 4] = [
    ("WordDocument", FileKind::Doc),
    ("Workbook", FileKind::Xls),
    // Of Excel 5 and 95.
    ("Book", FileKind::Xls),
    ("PowerPoint Document", FileKind::Ppt),
];

/// The kind of a compound file. `None` for messages of mail programs, installers, and what is damaged.
pub(super) fn kind_of(content: impl Read + Seek) -> Option<FileKind> {
    let compound = CompoundFile::open(content).ok()?;
    let mut kinds = STREAMS.iter().filter(|(stream, _)| compound.is_stream(stream)).map(|(_, kind)| *kind);
    let kind = kinds.next()?;
    kinds.all(|other| other == kind).then_some(kind)
}

#[cfg(test)]
mod tests {
    use super::kind_of;
    use contract::file::FileKind;
    use std::io::{Cursor, Write};

    fn compound(streams: &[&str]) -> Vec<u8> {
        let mut compound = cfb::CompoundFile::create(Cursor::new(vec![])).unwrap();
        for stream in streams {
            compound.create_stream(stream).unwrap().write_all(b"content").unwrap();
        }
        compound.into_inner().into_inner()
    }

    #[test]
    fn w1_the_streams_inside_decide() {
        for (streams, kind) in [
            (&["1Table", "WordDocument"][..], Some(FileKind::Doc)),
            (&["Workbook"], Some(FileKind::Xls)),
            (&["Workbook", "Book"], Some(FileKind::Xls)),
            (&["PowerPoint Document", "Current User"], Some(FileKind::Ppt)),
            (&["__properties_version1.0"], None),
            (&["EncryptedPackage", "EncryptionInfo"], None),
            (&["WordDocument", "Workbook"], None),
            (&[], None),
        ] {
            assert_eq!(kind_of(Cursor::new(compound(streams))), kind, "{streams:?}");
        }
        assert_eq!(kind_of(Cursor::new(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")), None);
        let whole = compound(&["WordDocument"]);
        for end in [8, 511, 512, 513, 1024, whole.len() / 2] {
            assert_eq!(kind_of(Cursor::new(whole.get(..end).unwrap())), None, "cut at {end}");
        }
    }
}
