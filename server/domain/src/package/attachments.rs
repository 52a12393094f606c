//! The files in a package: under `files/`, numbered, so that no two have one name on any system.

use super::{contents::Contents, words::Words};
use crate::{
    error::{Error, Result},
    file,
    vault::DataKey,
};
use contract::file::{FileState, FileView};
use futures::StreamExt;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sea_orm::entity::prelude::Uuid;
use std::{collections::HashMap, io::Write, sync::Arc};

/// A file in a package.
pub(super) struct Attachment {
    pub view: FileView,
    /// Its name in the archive; none when it cannot be had.
    pub path: Option<String>,
    row: file::Model,
}

impl Attachment {
    /// Its id.
    pub fn id(&self) -> Uuid {
        self.row.id
    }

    /// Where it is in the archive, or its name and why it is not there.
    pub fn told(&self, words: &Words) -> String {
        match (&self.path, self.view.state) {
            (Some(path), _) => path.clone(),
            (None, FileState::Harmful) => format!("{} ({})", self.view.name, words.harmful),
            (None, _) => format!("{} ({})", self.view.name, words.checking),
        }
    }
}

/// The files by message.
pub(super) type Attachments = HashMap<Uuid, Vec<Attachment>>;

/// Numbers the files, the oldest first.
pub(super) fn number(key: &DataKey, rows: Vec<file::Model>) -> Result<Attachments> {
    let mut attachments = Attachments::new();
    for (i, row) in rows.into_iter().enumerate() {
        let view = row.view(key)?;
        let path = (view.state == FileState::Ready).then(|| format!("files/{:04} {}", i + 1, view.name));
        let message = row.message_id.ok_or(Error::Inconsistent("file without message"))?;
        attachments.entry(message).or_default().push(Attachment { view, path, row });
    }
    Ok(attachments)
}

impl Contents {
    /// The files that can be had, by the path in the archive.
    pub fn attached(&self) -> Vec<(&str, &Attachment)> {
        let all = self.attachments.values().flatten();
        let mut attached: Vec<_> = all.filter_map(|file| Some((file.path.as_deref()?, file))).collect();
        attached.sort_by_key(|(path, _)| *path);
        attached
    }

    /// Writes the content of a file to `out`, a chunk at a time. Blocks.
    pub fn copy(&self, attachment: &Attachment, out: &mut impl Write) -> Result<()> {
        let objects = Arc::clone(&self.services.files.objects);
        let range = 0..attachment.row.bytes();
        let mut content =
            self.runtime.block_on(file::content(objects, &self.opened.key, &attachment.row, range))?;
        while let Some(bytes) = self.runtime.block_on(content.next()) {
            out.write_all(&bytes?)?;
        }
        Ok(())
    }
}

/// Characters that stand as they are in the address of a file.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_');

/// A path in the archive as an address in a page beside it.
pub(super) fn address(path: &str) -> String {
    utf8_percent_encode(path, PLAIN).to_string()
}
