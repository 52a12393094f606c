//! The files in a package: in a folder, numbered, so that no two have one name on any system.

use super::words::Words;
use crate::{
    ground::{
        error::{Error, Result},
        vault::DataKey,
    },
    record::file::{self, StateColumn},
};
use contract::{
    damage::reference_of,
    file::{FileState, FileView},
};
use futures::{StreamExt, stream};
use object_store::ObjectStore;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sea_orm::entity::prelude::Uuid;
use std::{collections::HashMap, sync::Arc};

/// A file in a package.
pub(super) struct Attachment {
    pub view: FileView,
    /// Its media type, with the encoding of a text.
    pub media_type: String,
    /// Its name in the archive; none when it cannot be had.
    pub path: Option<String>,
    /// Whether a note stands in its place, because its content is not in the store.
    pub missing: bool,
    pub row: file::Model,
}

impl Attachment {
    /// Its id.
    pub fn id(&self) -> Uuid {
        self.row.id
    }

    /// Where it is in the archive, or its name and why it is not there.
    pub fn described(&self, words: &Words) -> String {
        match (&self.path, self.view.state) {
            (Some(path), _) if self.missing => format!("{path} ({})", words.unreadable),
            (Some(path), _) => path.clone(),
            (None, FileState::Unchecked) => format!("{} ({})", self.view.name, words.unchecked),
            (None, FileState::Harmful) => format!("{} ({})", self.view.name, words.harmful),
            (None, _) => format!("{} ({})", self.view.name, words.checking),
        }
    }
}

/// The files by message.
pub(super) type Attachments = HashMap<Uuid, Vec<Attachment>>;

/// Numbers the files, the oldest first. One whose content is not in the store is a note with its name.
pub(super) async fn number(
    objects: &Arc<dyn ObjectStore>,
    key: &DataKey,
    rows: Vec<file::Model>,
    folder: &str,
) -> Result<Attachments> {
    let there: Vec<bool> = stream::iter(rows.clone())
        .map(|row| {
            let objects = Arc::clone(objects);
            async move { row.state != StateColumn::Ready || file::is_stored(objects.as_ref(), &row).await }
        })
        .buffered(LOOKED_AT_ONCE)
        .collect()
        .await;
    let mut attachments = Attachments::new();
    for (i, (row, there)) in rows.into_iter().zip(there).enumerate() {
        let (view, media_type) = (row.view(key)?, row.media_type(key));
        // A damaged name is no name for a file either.
        let name = if reference_of(&view.name).is_some() { "luotsi" } else { &view.name };
        let ending = if there { "" } else { ".txt" };
        let path = (view.state == FileState::Ready)
            .then(|| format!("{folder}/{}", short(&format!("{:04} ", i + 1), name, ending)));
        let message = row.message_id.ok_or(Error::Inconsistent("file without message"))?;
        let attachment = Attachment { view, media_type, path, missing: !there, row };
        attachments.entry(message).or_default().push(attachment);
    }
    Ok(attachments)
}

/// The longest name of a file that every system takes, in bytes.
const LONGEST: usize = 255;

/// A name with what stands before and after it, cut before its ending where it is too long.
fn short(before: &str, name: &str, after: &str) -> String {
    let (stem, ending) =
        name.rsplit_once('.').map_or((name, String::new()), |(stem, end)| (stem, format!(".{end}")));
    let room = LONGEST.saturating_sub(before.len() + ending.len() + after.len());
    let mut cut = stem.len().min(room);
    while !stem.is_char_boundary(cut) {
        cut -= 1;
    }
    format!("{before}{}{ending}{after}", stem.get(..cut).unwrap_or_default())
}

/// How many files are asked for at once.
const LOOKED_AT_ONCE: usize = 16;

/// Characters that stand as they are in the address of a file.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_');

/// A path in the archive as an address in a page beside it.
pub(super) fn address(path: &str) -> String {
    utf8_percent_encode(path, PLAIN).to_string()
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn a_name_has_at_most_255_bytes_with_its_number_and_its_ending() {
        let name = format!("{}.txt", "Ж".repeat(146));
        let cut = short("0001 ", &name, "");
        assert!(cut.len() <= 255 && cut.starts_with("0001 ЖЖ") && cut.ends_with("Ж.txt"), "{cut}");
        assert_eq!(short("0001 ", "kirje.txt", ".txt"), "0001 kirje.txt.txt");
        assert!(short("0001 ", &name, ".txt").len() <= 255);
    }
}
