//! Writing the archive.

use super::{
    attachments::Attachment,
    contents::Contents,
    json, looks, pdf,
    sink::{Count, Hashing, Window},
    transcript,
    words::Words,
};
use crate::{ground::error::Result, guidance::package_problem::Problems};
use chrono::{Datelike, NaiveDateTime, Timelike};
use contract::person::Language;
use sea_orm::entity::prelude::Uuid;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::{
    io::{self, Read, Write},
    ops::Range,
};
use zip::{CompressionMethod, DateTime, ZipWriter, result::ZipError, write::SimpleFileOptions};

/// A file's line in the manifest.
#[derive(Serialize)]
struct Line {
    name: String,
    bytes: u64,
    sha256: String,
    problem: Problem,
}

/// What is wrong with a file, as a number: the manifest has one length, whatever is found on the way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Problem {
    /// Nothing.
    None = 0,
    /// Its content is not in the store; a note stands in its place.
    Missing = 1,
    /// Its content does not open from some place on; from there on it is a note and spaces.
    Damaged = 2,
    /// The document could not be made; a note stands in its place.
    NotMade = 3,
}

impl Serialize for Problem {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_u8(*self as u8)
    }
}

impl Problems {
    fn of(lines: &[Line]) -> Self {
        let files = lines.iter().filter(|line| matches!(line.problem, Problem::Missing | Problem::Damaged));
        Self {
            files: i32::try_from(files.count()).unwrap_or(i32::MAX),
            document: lines.iter().any(|line| line.problem == Problem::NotMade),
        }
    }
}

#[derive(Serialize)]
struct Manifest<'a> {
    format: u32,
    as_of: String,
    files: &'a [Line],
}

/// What is known of a package before it is sent.
pub(super) struct Measure {
    /// Its size in bytes.
    pub size: u64,
    /// Another one when anything in it is another.
    pub tag: String,
}

/// What goes in the place of the attachments.
#[derive(Clone, Copy)]
enum Attached {
    /// Their content.
    Content,
    /// As many zeros: enough to know where everything will stand.
    Room,
}

/// Measures the package: writes it to nowhere. Blocks; reads the database as it goes.
pub(super) fn measure(contents: &Contents, language: Language) -> Result<Measure> {
    let mut count = Count(0);
    let lines = archive(contents, language, Attached::Room, &mut count)?;
    let files: Vec<Uuid> = contents.attached().iter().map(|(_, file)| file.id()).collect();
    let bytes = serde_json::to_vec(&(lines, files)).map_err(io::Error::from)?;
    Ok(Measure { size: count.0, tag: hex::encode(Sha256::digest(bytes)) })
}

/// Writes the package to `out`, the bytes of `range`. Blocks like [`measure`]. Tells what is wrong in it,
/// where all of it was written.
pub(super) fn write(
    contents: &Contents,
    language: Language,
    range: Range<u64>,
    out: impl Write,
) -> Result<Option<Problems>> {
    let mut window = Window { out, skip: range.start, left: range.end - range.start };
    match archive(contents, language, Attached::Content, &mut window) {
        // What is asked for was given before the end.
        Err(_) if window.left == 0 => {
            window.out.flush()?;
            Ok(None)
        }
        Err(error) => Err(error),
        Ok(lines) => {
            window.out.flush()?;
            Ok(Some(Problems::of(&lines)))
        }
    }
}

fn archive(
    contents: &Contents,
    language: Language,
    attached: Attached,
    out: impl Write,
) -> Result<Vec<Line>> {
    let mut zip = ZipWriter::new_stream(out);
    // No file in it has 4 GiB: the sizes of each stand in plain headers, which every reader knows (APPNOTE
    // 4.5.3).
    let deflated = SimpleFileOptions::default().last_modified_time(changed(contents.local(contents.as_of())));
    // Pictures and documents are small already; and the manifest has one length, whatever its hashes.
    let stored = deflated.compression_method(CompressionMethod::Stored);
    let words = Words::of(language);
    let named = |name: &str, ending: &str| format!("{name}.{ending}");
    let (read_me, conversations) = (named(words.read_me, "txt"), named(words.conversations, "html"));
    let mut lines = vec![
        file(&mut zip, &read_me, deflated, |out| note(out, &words.read_me(!contents.attached().is_empty())))?,
        file(&mut zip, &conversations, deflated, |out| transcript::write(contents, language, out))?,
        file(&mut zip, "workspace.json", deflated, |out| json::write(contents, out))?,
        file(&mut zip, "workspace.schema.json", deflated, |out| Ok(out.write_all(json::SCHEMA)?))?,
    ];
    pdf::write(contents, language, |name, made| {
        lines.push(document(&mut zip, name, stored, made, words)?);
        Ok(())
    })?;
    let looks = named(words.looks, "html");
    lines.push(file(&mut zip, &looks, deflated, |out| looks::write(contents, language, out))?);
    for (path, attachment) in contents.attached() {
        let stored = stored.last_modified_time(changed(contents.local(attachment.row.created_at)));
        lines.push(match attached {
            _ if attachment.missing => {
                let note = file(&mut zip, path, stored, |out| note(out, words.unreadable_note))?;
                Line { problem: Problem::Missing, ..note }
            }
            Attached::Content => content(&mut zip, path, stored, contents, attachment, words)?,
            Attached::Room => room(&mut zip, path, stored, attachment.view.size)?,
        });
    }
    let manifest = Manifest { format: 1, as_of: contents.as_of().to_rfc3339(), files: &lines };
    file(&mut zip, "manifest.json", stored, |out| {
        serde_json::to_writer_pretty(out, &manifest).map_err(io::Error::from)?;
        Ok(())
    })?;
    zip.finish().map_err(failed)?.into_inner().flush()?;
    Ok(lines)
}

/// When something was changed, as archives write it: in the organisation's time, from 1980 on.
fn changed(at: NaiveDateTime) -> DateTime {
    let small = |number: u32| u8::try_from(number).unwrap_or(0);
    let year = u16::try_from(at.year()).unwrap_or(0);
    DateTime::from_date_and_time(
        year,
        small(at.month()),
        small(at.day()),
        small(at.hour()),
        small(at.minute()),
        small(at.second()),
    )
    .unwrap_or_default()
}

fn note(out: &mut impl Write, text: &str) -> Result<()> {
    Ok(writeln!(out, "{text}")?)
}

/// Adds a document, and a note in the place of one that could not be made.
fn document<W: Write + io::Seek>(
    zip: &mut ZipWriter<W>,
    name: &str,
    options: SimpleFileOptions,
    made: Option<&[u8]>,
    words: &Words,
) -> Result<Line> {
    let Some(bytes) = made else {
        let line = file(zip, &format!("{name}.txt"), options, |out| note(out, words.not_made))?;
        return Ok(Line { problem: Problem::NotMade, ..line });
    };
    file(zip, name, options, |out| Ok(out.write_all(bytes)?))
}

/// Adds the content of a file. Where it does not open any more, a note and spaces follow, so that all
/// else stands where it was said to stand.
fn content<W: Write + io::Seek>(
    zip: &mut ZipWriter<W>,
    name: &str,
    options: SimpleFileOptions,
    contents: &Contents,
    attachment: &Attachment,
    words: &Words,
) -> Result<Line> {
    let mut problem = Problem::None;
    let line = file(zip, name, options, |out| {
        let Err(error) = contents.copy(attachment, out) else { return Ok(()) };
        if out.broken {
            return Err(error);
        }
        tracing::error!(row = %attachment.id(), %error, "a file in a package does not open");
        problem = Problem::Damaged;
        let left = attachment.view.size.saturating_sub(out.bytes);
        let note = format!("\n{}\n", words.unreadable_note);
        let note = io::Read::take(io::Read::chain(note.as_bytes(), io::repeat(b' ')), left);
        io::copy(&mut io::BufReader::new(note), out)?;
        Ok(())
    })?;
    Ok(Line { problem, ..line })
}

/// Adds as many zeros as a file has bytes.
fn room<W: Write + io::Seek>(
    zip: &mut ZipWriter<W>,
    name: &str,
    options: SimpleFileOptions,
    bytes: u64,
) -> Result<Line> {
    zip.start_file(name, options).map_err(failed)?;
    io::copy(&mut io::repeat(0).take(bytes), zip)?;
    Ok(Line { name: name.to_owned(), bytes, sha256: "0".repeat(64), problem: Problem::None })
}

fn failed(error: ZipError) -> io::Error {
    io::Error::other(error)
}

/// Adds a file, hashing what is written to it.
fn file<W: Write + io::Seek>(
    zip: &mut ZipWriter<W>,
    name: &str,
    options: SimpleFileOptions,
    fill: impl FnOnce(&mut Hashing<'_, ZipWriter<W>>) -> Result<()>,
) -> Result<Line> {
    zip.start_file(name, options).map_err(failed)?;
    let mut out = Hashing::new(zip);
    fill(&mut out)?;
    let bytes = out.bytes;
    Ok(Line { name: name.to_owned(), bytes, sha256: out.finish(), problem: Problem::None })
}

#[cfg(test)]
mod tests {
    use super::{Line, Problem, Problems, document};
    use crate::views::package::words::Words;
    use contract::person::Language;
    use std::io::{Cursor, Read};
    use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

    #[test]
    fn w7_a_document_that_could_not_be_made_is_said_in_its_place_and_in_the_manifest() {
        let words = Words::of(Language::En);
        let mut zip = ZipWriter::new(Cursor::new(vec![]));
        let mut add = |name: &str, made: Option<&[u8]>| {
            document(&mut zip, name, SimpleFileOptions::default(), made, words).unwrap()
        };
        let lines: [Line; 2] = [add("transcript.pdf", Some(b"%PDF")), add("transcript-2.pdf", None)];
        assert!(lines[0].problem == Problem::None && lines[1].problem == Problem::NotMade);
        assert_eq!(Problems::of(&lines[..1]), Problems::default());
        assert_eq!(Problems::of(&lines), Problems { files: 0, document: true });
        let mut zip = ZipArchive::new(zip.finish().unwrap()).unwrap();
        let mut note = String::new();
        zip.by_name("transcript-2.pdf.txt").unwrap().read_to_string(&mut note).unwrap();
        assert_eq!(note.trim_end(), words.not_made);
        assert!(zip.by_name("transcript.pdf").is_ok());
    }
}
