//! Office documents of today: archives (APPNOTE) whose parts say what they are. Read from the end, as every
//! office program does, in whatever order the parts stand; no more of them than is needed.

mod package;

use contract::file::FileKind;
use std::{
    collections::HashMap,
    io::{Read, Seek, SeekFrom},
};
use zip::{
    CompressionMethod, ZipReadOptions,
    read::{Config, ZipFileEntry},
    unstable::read::ZipIterable,
};

/// The most parts of a document.
const PARTS: usize = 10_000;

/// The most bytes of a part that is read here.
const PART: u64 = 512 * 1024;

/// A document may unpack to so much whatever its size, and to so many times its size: what unpacks to more
/// is made to fill a disk.
const UNPACKED: u64 = 64 << 20;
const RATIO: u64 = 200;

/// The part of a file of `OpenDocument` that says what it is (ODF 1.3, part 2, 3.3).
const MIMETYPE: &str = "mimetype";

/// The part of it that holds its text, tables or slides (3.2).
const CONTENT: &str = "content.xml";

/// The kind of an archive. `None` for what is no office document, is of a kind made for macros,
/// or is damaged.
pub(super) fn kind_of(mut content: impl Read + Seek) -> Option<FileKind> {
    let size = content.seek(SeekFrom::End(0)).ok()?;
    let mut archive = ZipIterable::try_new(content, Config::default()).ok()?;
    if archive.len() > PARTS {
        return None;
    }
    let mut parts = Parts::default();
    let files = archive.files().ok()?;
    for file in files.by_ref() {
        parts.add(file.ok()?)?;
    }
    if parts.unpacked > UNPACKED.max(size.saturating_mul(RATIO)) {
        return None;
    }
    let mut take = |name: &str| parts.take(name, files.reader_mut());
    if let Some(media_type) = take(MIMETYPE) {
        // What says two things of itself is neither.
        let is_one = parts.has(CONTENT) && !parts.has(package::CONTENT_TYPES);
        return open_document(&media_type).filter(|_| is_one);
    }
    let main = package::main_part(&take(package::CONTENT_TYPES)?, &take(package::RELATIONSHIPS)?)?;
    parts.has(&main.name).then_some(())?;
    let is_main = |kind: &&FileKind| format!("{}.main+xml", kind.media_type()) == main.media_type;
    FileKind::ALL.iter().find(is_main).copied()
}

fn open_document(media_type: &str) -> Option<FileKind> {
    let kind = FileKind::from_media_type(media_type.trim_end())?;
    matches!(kind, FileKind::Odt | FileKind::Ods | FileKind::Odp).then_some(kind)
}

/// The parts of a document, by their names without regard to case (ECMA-376, part 2, 6.2.2.3).
#[derive(Default)]
struct Parts {
    entries: HashMap<String, ZipFileEntry<'static>>,
    unpacked: u64,
}

impl Parts {
    /// Adds a part. `None` for one that programs would read differently, or not at all.
    fn add(&mut self, entry: ZipFileEntry<'static>) -> Option<()> {
        let name = entry.name().ok()?.to_ascii_lowercase();
        let is_plain = matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated);
        if !is_plain || entry.encrypted() {
            return None;
        }
        self.unpacked = self.unpacked.saturating_add(entry.size());
        self.entries.insert(name, entry).is_none().then_some(())
    }

    fn has(&self, name: &str) -> bool {
        self.entries.contains_key(&name.to_ascii_lowercase())
    }

    /// Takes a part as text, where it is one of a size that can be read.
    fn take(&mut self, name: &str, content: &mut (impl Read + Seek)) -> Option<String> {
        let entry = self.entries.remove(&name.to_ascii_lowercase())?;
        let file = entry.with_reader(content, ZipReadOptions::new()).ok()?;
        let mut text = String::new();
        let read = file.take(PART + 1).read_to_string(&mut text).ok()?;
        (read as u64 <= PART).then_some(text)
    }
}

#[cfg(test)]
mod tests;
