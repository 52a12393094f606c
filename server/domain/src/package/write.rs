//! Writing the archive.

use super::{contents::Contents, json, transcript};
use crate::error::Result;
use contract::person::Language;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::io::{self, Write};
use zip::{CompressionMethod, ZipWriter, result::ZipError, write::SimpleFileOptions};

/// A file's line in the manifest.
#[derive(Serialize)]
struct Line {
    name: String,
    bytes: u64,
    sha256: String,
}

#[derive(Serialize)]
struct Manifest<'a> {
    format: u32,
    taken_at: String,
    files: &'a [Line],
}

/// Writes the whole package to `out`. Blocks; reads the database as it goes.
pub(super) fn write(contents: &Contents, language: Language, out: impl Write) -> Result<()> {
    let mut zip = ZipWriter::new_stream(out);
    let deflated = SimpleFileOptions::default().large_file(true);
    // Pictures and documents are small already.
    let stored = deflated.compression_method(CompressionMethod::Stored);
    let mut lines = vec![
        file(&mut zip, "transcript.html", deflated, |out| transcript::write(contents, language, out))?,
        file(&mut zip, "workspace.json", deflated, |out| json::write(contents, out))?,
    ];
    let attachments = contents.attachments.values().flatten();
    let mut attachments: Vec<_> = attachments.filter_map(|file| Some((file.path.as_ref()?, file))).collect();
    attachments.sort_by_key(|(path, _)| *path);
    for (path, attachment) in attachments {
        lines.push(file(&mut zip, path, stored, |out| contents.copy(attachment, out))?);
    }
    let manifest = Manifest { format: 1, taken_at: contents.taken_at.to_rfc3339(), files: &lines };
    file(&mut zip, "manifest.json", deflated, |out| {
        serde_json::to_writer_pretty(out, &manifest).map_err(io::Error::from)?;
        Ok(())
    })?;
    zip.finish().map_err(failed)?.into_inner().flush()?;
    Ok(())
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
    let mut out = Hashing { out: zip, hash: Sha256::new(), bytes: 0 };
    fill(&mut out)?;
    Ok(Line { name: name.to_owned(), bytes: out.bytes, sha256: hex::encode(out.hash.finalize()) })
}

/// Passes on what is written, and hashes it.
pub(super) struct Hashing<'a, W> {
    out: &'a mut W,
    hash: Sha256,
    bytes: u64,
}

impl<W: Write> Write for Hashing<'_, W> {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        let written = self.out.write(data)?;
        self.hash.update(data.get(..written).unwrap_or(data));
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
