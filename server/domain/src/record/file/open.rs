//! Giving a file to those who may have it, whole or in part, opened while it goes.

use super::{Column, Entity, Model, StateColumn, content_context};
use crate::{
    ground::{
        audit::Action,
        error::{Error, Result},
        services::Services,
        storage,
        vault::{
            DataKey,
            stream::{CHUNK, HEADER, SEALED_CHUNK, Stream, chunks, sealed_size},
        },
    },
    record::{
        access::ContentAccess,
        thread::{self, message},
    },
};
use bytes::{Bytes, BytesMut};
use chrono::{DateTime, Utc};
use contract::{ApiError, FileId, file::FileView};
use futures::{StreamExt, TryStreamExt, stream::BoxStream};
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt};
use sea_orm::{Condition, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};
use std::{ops::Range, sync::Arc};

/// Content on its way out.
pub type Content = BoxStream<'static, std::io::Result<Bytes>>;

/// A file that may be had.
pub struct OpenFile {
    /// What is known of it.
    pub view: FileView,
    /// Its media type, with the encoding of a text.
    pub media_type: String,
    /// When it was brought.
    pub created_at: DateTime<Utc>,
    /// Which bytes of it `content` gives.
    pub range: Range<u64>,
    /// Those bytes.
    pub content: Content,
}

impl std::fmt::Debug for OpenFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OpenFile(…)")
    }
}

/// How somebody comes to see a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// They opened it.
    Opened,
    /// A page showed it among the messages by itself: that is no opening (A2).
    ShownByPage,
}

/// Opens a file for a participant: one that was sent, or their own. `part` asks for some of its
/// bytes; what lies outside the file is left out. That staff opened it is audited (A1).
///
/// # Errors
/// [`ApiError::NotFound`] for what is not theirs to see, and for what was removed as harmful;
/// [`ApiError::Conflict`] while it is being looked at.
pub(crate) async fn open(
    services: &Services,
    access: &ContentAccess,
    id: FileId,
    look: Look,
    part: impl FnOnce(u64) -> Range<u64>,
) -> Result<OpenFile> {
    let theirs =
        Condition::any().add(sent_to(access)).add(Column::AuthorId.eq(access.participant.person().0));
    let row = Entity::find_by_id(id.0)
        .filter(Column::OwnerId.eq(access.id()))
        .filter(theirs)
        .one(services.database.read())
        .await?
        .ok_or(ApiError::NotFound)?;
    match row.state {
        StateColumn::Ready => {}
        StateColumn::Checking => return Err(ApiError::Conflict.into()),
        StateColumn::Harmful | StateColumn::Unchecked => return Err(ApiError::NotFound.into()),
    }
    let (view, media_type) = (row.view(&access.key)?, row.media_type(&access.key));
    let Range { start, end } = part(row.bytes());
    let end = end.min(row.bytes());
    let range = start.min(end)..end;
    if range.is_empty() && row.bytes() > 0 {
        // Nothing of it is given: nobody looks at it.
        let content = futures::stream::empty().boxed();
        return Ok(OpenFile { view, media_type, created_at: row.created_at, range, content });
    }
    let action = match look {
        Look::ShownByPage if view.kind.is_picture() => Action::FileShown,
        Look::ShownByPage | Look::Opened => Action::FileRead,
    };
    access.audit_read(services, action, id.0).await?;
    let content = readable(services, &access.key, &row, range.clone()).await?;
    Ok(OpenFile { view, media_type, created_at: row.created_at, range, content })
}

/// Some bytes of a file, of which the first have opened. What does not open is in the log by the
/// file's reference, also where it breaks off later.
async fn readable(services: &Services, key: &DataKey, row: &Model, range: Range<u64>) -> Result<Content> {
    let place = content_context(row.id);
    let damaged = move |error: &dyn std::fmt::Display| {
        let reference = place.reference();
        tracing::error!(field = place.field, row = %place.object, reference, %error, "a file cannot be read");
        Error::Damaged(reference)
    };
    let objects = Arc::clone(&services.files.objects);
    let mut content = content(objects, key, row, range).await.map_err(|error| damaged(&error))?;
    let first = content.next().await.transpose().map_err(|error| damaged(&error))?;
    let rest = content.inspect_err(move |error| drop(damaged(error)));
    Ok(futures::stream::iter(first.map(Ok)).chain(rest).boxed())
}

/// The condition that a file was sent, and its message is one that the participant may see (P6).
fn sent_to(access: &ContentAccess) -> Condition {
    if access.since.is_none() {
        return Condition::all().add(Column::MessageId.is_not_null());
    }
    let theirs = thread::Entity::find().select_only().column(thread::Column::Id);
    let theirs = theirs.filter(thread::open_to(access)).into_query();
    let seen = message::Entity::find()
        .select_only()
        .column(message::Column::Id)
        .filter(message::Column::ConversationId.in_subquery(theirs))
        .filter(thread::seen(access))
        .into_query();
    Condition::all().add(Column::MessageId.in_subquery(seen))
}

/// The files of an owner that were sent until an instant, the oldest first.
pub(crate) async fn sent_before(
    db: &impl ConnectionTrait,
    owner: Uuid,
    instant: DateTime<Utc>,
) -> Result<Vec<Model>> {
    let rows = Entity::find()
        .filter(Column::OwnerId.eq(owner))
        .filter(Column::MessageId.is_not_null())
        .filter(Column::CreatedAt.lte(instant))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id);
    Ok(rows.all(db).await?)
}

/// Some bytes of a file, opened while they go. A chunk that does not open ends them with an error:
/// nobody takes a part for the whole.
pub(crate) async fn content(
    objects: Arc<dyn ObjectStore>,
    key: &DataKey,
    row: &Model,
    range: Range<u64>,
) -> Result<Content> {
    let path = storage::path(row.owner_id, row.id);
    let header = objects.get_range(&path, 0..HEADER as u64).await?;
    let stream = key.open_stream(content_context(row.id), &header)?;
    let mut chunk = Chunks::over(row.bytes(), range, stream)?;
    let options = GetOptions { range: Some(GetRange::Bounded(chunk.sealed.clone())), ..Default::default() };
    let sealed = objects.get_opts(&path, options).await?.into_stream().map_err(std::io::Error::other);
    // `None` at the end: what is left over is the last chunk.
    let pieces = sealed.map_ok(Some).chain(futures::stream::once(async { Ok(None) }));
    let opened = pieces.map(move |piece| match piece? {
        Some(bytes) => chunk.more(&bytes),
        None => chunk.rest(),
    });
    Ok(opened.try_filter(|bytes| futures::future::ready(!bytes.is_empty())).boxed())
}

/// Whether the content of a file is in the store, as long as it has to be. Where nobody can say, the
/// attempt to read it will.
pub(crate) async fn is_stored(objects: &dyn ObjectStore, row: &Model) -> bool {
    let path = storage::path(row.owner_id, row.id);
    match objects.head(&path).await {
        Ok(found) if found.size == sealed_size(row.bytes()) => true,
        Ok(_) | Err(object_store::Error::NotFound { .. }) => {
            let place = content_context(row.id);
            tracing::error!(field = place.field, row = %row.id, reference = place.reference(), "a file is not in the store");
            false
        }
        Err(_) => true,
    }
}

/// Where in the chunks one is.
struct Chunks {
    stream: Stream,
    /// The bytes that are asked for.
    range: Range<u64>,
    /// Where they stand in the store.
    sealed: Range<u64>,
    position: u64,
    /// The position after the last chunk that is wanted.
    end: u64,
    count: u64,
    buffer: BytesMut,
}

impl Chunks {
    fn over(size: u64, range: Range<u64>, stream: Stream) -> Result<Self> {
        let (chunk, sealed) = (CHUNK as u64, SEALED_CHUNK as u64);
        let count = chunks(size);
        let first = (range.start / chunk).min(count - 1);
        let last = (range.end.saturating_sub(1) / chunk).clamp(first, count - 1);
        let begin = HEADER as u64 + first * sealed;
        let end = (HEADER as u64 + (last + 1) * sealed).min(sealed_size(size));
        u32::try_from(count).map_err(|_| Error::Inconsistent("too many chunks"))?;
        Ok(Self {
            stream,
            range,
            sealed: begin..end,
            position: first,
            end: last + 1,
            count,
            buffer: BytesMut::new(),
        })
    }

    /// Opens what is whole by now.
    fn more(&mut self, bytes: &[u8]) -> std::io::Result<Bytes> {
        self.buffer.extend_from_slice(bytes);
        let mut out = BytesMut::new();
        while self.buffer.len() >= SEALED_CHUNK {
            let sealed = self.buffer.split_to(SEALED_CHUNK);
            out.extend_from_slice(&self.open(&sealed)?);
        }
        Ok(out.freeze())
    }

    /// Opens a shorter chunk at the end. Whatever is missing by then was cut off.
    fn rest(&mut self) -> std::io::Result<Bytes> {
        let sealed = self.buffer.split();
        let rest = if sealed.is_empty() { Bytes::new() } else { self.open(&sealed)? };
        if self.position == self.end { Ok(rest) } else { Err(std::io::ErrorKind::UnexpectedEof.into()) }
    }

    /// Opens one chunk, and gives what was asked for of it.
    fn open(&mut self, sealed: &[u8]) -> std::io::Result<Bytes> {
        let last = self.position + 1 == self.count;
        let position = u32::try_from(self.position).map_err(std::io::Error::other)?;
        let plain = self.stream.open(position, last, sealed).map_err(std::io::Error::other)?;
        let begin = self.position * CHUNK as u64;
        self.position += 1;
        let within =
            |at: u64| usize::try_from(at.saturating_sub(begin)).unwrap_or(usize::MAX).min(plain.len());
        let wanted = within(self.range.start)..within(self.range.end);
        Ok(Bytes::copy_from_slice(plain.get(wanted).unwrap_or_default()))
    }
}
