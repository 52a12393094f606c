use super::{PARTS, kind_of};
use contract::file::FileKind;
use std::io::{Cursor, Write};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const EXCEL: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
const POWERPOINT: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml";
const WITH_MACROS: &str = "application/vnd.ms-word.document.macroEnabled.main+xml";

fn types(part: &str, media_type: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/{part}" ContentType="{media_type}"/></Types>"#
    )
}

fn relationships(part: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{part}"/></Relationships>"#
    )
}

fn archive(parts: &[(&str, &str)], method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(vec![]));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn kind(bytes: Vec<u8>) -> Option<FileKind> {
    kind_of(Cursor::new(bytes))
}

fn document(part: &str, media_type: &str) -> Option<FileKind> {
    let (types, relationships) = (types(part, media_type), relationships(part));
    let parts = [("[Content_Types].xml", &*types), ("_rels/.rels", &*relationships), (part, "<x/>")];
    kind(archive(&parts, CompressionMethod::Deflated))
}

#[test]
fn w1_the_main_part_decides() {
    assert_eq!(document("word/document.xml", WORD), Some(FileKind::Docx));
    assert_eq!(document("xl/workbook.xml", EXCEL), Some(FileKind::Xlsx));
    assert_eq!(document("ppt/presentation.xml", POWERPOINT), Some(FileKind::Pptx));
    assert_eq!(document("word/document2.xml", WORD), Some(FileKind::Docx), "whatever its name");
    assert_eq!(document("word/document.xml", WITH_MACROS), None);
    assert_eq!(document("word/document.xml", "application/xml"), None);
}

#[test]
fn w1_in_whatever_order_the_parts_stand_and_however_large_they_are() {
    let (types, relationships) = (types("word/document.xml", WORD), relationships("word/document.xml"));
    let large = "x".repeat(6_006);
    let mut parts = [
        ("[Content_Types].xml", &*types),
        ("_rels/.rels", &*relationships),
        ("word/document.xml", &*large),
        ("word/_rels/document.xml.rels", "<Relationships/>"),
        ("word/styles.xml", &*large),
    ];
    for _ in 0..parts.len() {
        parts.rotate_left(1);
        for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
            assert_eq!(kind(archive(&parts, method)), Some(FileKind::Docx));
        }
    }
}

#[test]
fn w1_open_documents_say_what_they_are() {
    for (media_type, said) in [
        ("application/vnd.oasis.opendocument.text", Some(FileKind::Odt)),
        ("application/vnd.oasis.opendocument.spreadsheet", Some(FileKind::Ods)),
        ("application/vnd.oasis.opendocument.presentation", Some(FileKind::Odp)),
        ("application/epub+zip", None),
        ("image/png", None),
    ] {
        let parts = [("content.xml", "<x/>"), ("mimetype", media_type)];
        assert_eq!(kind(archive(&parts, CompressionMethod::Stored)), said, "{media_type}");
    }
}

#[test]
fn what_says_two_things_of_itself_is_refused() {
    let (types, relationships) =
        (types("word/document.xml", WITH_MACROS), relationships("word/document.xml"));
    let mut parts = vec![
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", "<x/>"),
        ("[Content_Types].xml", &*types),
        ("_rels/.rels", &*relationships),
        ("word/document.xml", "<x/>"),
    ];
    assert_eq!(kind(archive(&parts, CompressionMethod::Stored)), None);
    parts.truncate(1);
    assert_eq!(kind(archive(&parts, CompressionMethod::Stored)), None, "a mark, and no document");
}

#[test]
fn what_is_no_document_is_refused() {
    assert_eq!(kind(archive(&[("a.txt", "a")], CompressionMethod::Stored)), None);
    assert_eq!(kind(archive(&[], CompressionMethod::Stored)), None);
    assert_eq!(kind(b"PK\x03\x04".to_vec()), None);
    let (types, relationships) = (types("word/document.xml", WORD), relationships("word/document.xml"));
    let without = [("[Content_Types].xml", &*types), ("_rels/.rels", &*relationships)];
    assert_eq!(kind(archive(&without, CompressionMethod::Stored)), None, "its main part is missing");
}

/// A document that would unpack to 300 MiB from 300 KiB, and one of more parts than any document has.
#[test]
fn what_is_made_to_fill_a_disk_is_refused() {
    let (types, relationships) = (types("word/document.xml", WORD), relationships("word/document.xml"));
    let parts = [("[Content_Types].xml", &*types), ("_rels/.rels", &*relationships)];
    let mut zip = ZipWriter::new(Cursor::new(vec![]));
    let options = SimpleFileOptions::default();
    for (name, content) in parts {
        zip.start_file(name, options).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.start_file("word/document.xml", options).unwrap();
    let zeros = vec![0; 1 << 20];
    for _ in 0..300 {
        zip.write_all(&zeros).unwrap();
    }
    assert_eq!(kind(zip.finish().unwrap().into_inner()), None);
    let names: Vec<String> = (0..=PARTS).map(|i| format!("part{i}.xml")).collect();
    let mut many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    many.extend([parts[0], parts[1], ("word/document.xml", "<x/>")]);
    assert_eq!(kind(archive(&many, CompressionMethod::Stored)), None);
}
