//! Taking a file from somebody who may write (W1).

use super::{
    ActiveModel, Column, Entity, KIND, NAME, StateColumn, content_context, count,
    intake::{self, Is, mib, take_in, wrong},
    kind::{self, Content},
    name::clean,
    stored::Stored,
};
use crate::{
    ground::{
        error::{Error, Result},
        job,
        services::Services,
        storage,
        vault::{DataKey, SealContext},
    },
    record::{access::ContentAccess, thread},
};
use bytes::Bytes;
use contract::{ConversationId, FieldCode, file::FileView};
use futures::Stream;
use object_store::{ObjectStore, ObjectStoreExt, path::Path};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, ExprTrait, QuerySelect, entity::prelude::*};
use std::sync::Arc;

/// A file on its way in.
#[derive(Debug)]
pub struct Incoming<S> {
    /// For which conversation; none for one that has not begun.
    pub conversation: Option<ConversationId>,
    /// What its sender calls it.
    pub name: String,
    /// Its content.
    pub content: S,
}

/// A file that is stored, sealed, and has no row yet.
pub(crate) struct Arrived {
    id: Uuid,
    conversation: Option<ConversationId>,
    name: String,
    content: Content,
    size: u64,
    path: Path,
}

impl Arrived {
    /// Removes it again: nobody may send it any more. Without a row it is nobody's, and if this fails,
    /// the sweep finds it.
    pub async fn discard(self, services: &Services) {
        drop(services.files.objects.delete(&self.path).await);
    }
}

/// A stored file that is being looked into. It is removed when its sender goes away meanwhile. Once its row may
/// be on its way nothing removes it like that: whether the row was written is not known to who went away.
struct Unjudged {
    objects: Arc<dyn ObjectStore>,
    path: Option<Path>,
}

impl Unjudged {
    async fn remove(mut self) {
        if let Some(path) = self.path.take() {
            drop(self.objects.delete(&path).await);
        }
    }

    fn judged(mut self) {
        self.path = None;
    }
}

impl Drop for Unjudged {
    fn drop(&mut self) {
        let Some(path) = self.path.take() else { return };
        let objects = Arc::clone(&self.objects);
        tokio::spawn(async move { objects.delete(&path).await });
    }
}

/// Stores a file, sealed. It is nobody's until [`keep`] has written its row.
///
/// # Errors
/// [`contract::ApiError::NotFound`] for a conversation that is not theirs, [`contract::ApiError::Invalid`]
/// for what is not taken, [`contract::ApiError::Offline`] when it breaks off. In each case nothing of it
/// is kept.
pub(crate) async fn store<S>(
    services: &Services,
    access: &ContentAccess,
    incoming: Incoming<S>,
) -> Result<Arrived>
where
    S: Stream<Item = std::io::Result<Bytes>> + Unpin + Send,
{
    let db = services.database.read();
    if let Some(conversation) = incoming.conversation {
        thread::find(db, access, conversation).await?;
    }
    check_room(services, db, access, 1).await?;
    count::one_more(services, db, access.participant.person()).await?;
    let id = services.randomness.uuid();
    let path = storage::path(access.id(), id);
    let files = &services.files;
    let sealing = access.key.seal_stream(content_context(id));
    let taken = take_in(files.objects.as_ref(), &path, files.limits, sealing, incoming.content).await?;
    let unjudged = Unjudged { objects: Arc::clone(&files.objects), path: Some(path.clone()) };
    let content = match content_of(services, &access.key, (id, &path), &taken).await {
        Ok(content) => content,
        Err(error) => {
            unjudged.remove().await;
            // It was received, sealed and stored like any other.
            count_one(services, access).await?;
            return Err(error);
        }
    };
    unjudged.judged();
    let (name, size) = (clean(&incoming.name, content.kind), taken.size);
    Ok(Arrived { id, conversation: incoming.conversation, name, content, size, path })
}

async fn count_one(services: &Services, access: &ContentAccess) -> Result<()> {
    let tx = services.database.begin().await?;
    count::note(&tx, count::one_more(services, &tx, access.participant.person()).await?).await?;
    Ok(tx.commit().await?)
}

/// What a file is that was stored.
///
/// # Errors
/// [`FieldCode::NotTaken`] for a container of something else, or what cannot be read as one.
async fn content_of(
    services: &Services,
    key: &DataKey,
    (id, path): (Uuid, &Path),
    taken: &intake::Arrived,
) -> Result<Content> {
    let container = match taken.is {
        Is::Known(content) => return Ok(content),
        Is::Holds(container) => container,
    };
    let stored = Stored::open(&services.files.objects, key, (id, path, taken.size)).await?;
    let looked = tokio::task::spawn_blocking(move || kind::within(container, stored)).await;
    // A library that stumbles over a file has not understood it.
    let kind = looked.unwrap_or_else(|error| {
        tracing::warn!(%error, "a file could not be looked into");
        Ok(None)
    });
    let kind = kind.map_err(Error::Storage)?.ok_or_else(|| wrong(FieldCode::NotTaken))?;
    Ok(Content { kind, charset: None })
}

/// Writes the row of a file that is stored, until its sender sends it with a message.
///
/// # Errors
/// [`contract::ApiError::Invalid`] when there is no room for it any more.
pub(crate) async fn keep(
    services: &Services,
    tx: &DatabaseTransaction,
    access: &ContentAccess,
    arrived: &Arrived,
) -> Result<FileView> {
    check_room(services, tx, access, arrived.size).await?;
    let author = access.participant.person();
    count::note(tx, count::one_more(services, tx, author).await?).await?;
    let (id, key, now) = (arrived.id, &access.key, services.clock.now());
    let state = if services.files.scanned { StateColumn::Checking } else { StateColumn::Ready };
    let row = ActiveModel {
        id: Set(id),
        owner_id: Set(access.id()),
        owner_kind: Set(access.owner.kind),
        author_id: Set(author.0),
        conversation_id: Set(arrived.conversation.map(|conversation| conversation.0)),
        message_id: Set(None),
        name: Set(key.seal_text(SealContext::of(id, NAME), &arrived.name)?),
        kind: Set(key.seal_text(SealContext::of(id, KIND), &arrived.content.media_type())?),
        size: Set(i64::try_from(arrived.size).unwrap_or(i64::MAX)),
        state: Set(state),
        created_at: Set(now),
    };
    let row = Entity::insert(row).exec_with_returning(tx).await?;
    if state == StateColumn::Checking {
        job::wake(tx, "scans", now).await?;
    }
    row.view(key)
}

/// Whether there is room for so many bytes more.
async fn check_room(
    services: &Services,
    db: &impl ConnectionTrait,
    access: &ContentAccess,
    bytes: u64,
) -> Result<()> {
    let limits = services.files.limits;
    let sizes = Entity::find()
        .select_only()
        .column_as(Column::Size.sum().cast_as("BIGINT"), "bytes")
        .filter(Column::OwnerId.eq(access.id()));
    let used: Option<Option<i64>> = sizes.into_tuple().one(db).await?;
    let used = used.flatten().and_then(|used| u64::try_from(used).ok()).unwrap_or(0);
    if used.saturating_add(bytes) > limits.workspace {
        return Err(wrong(FieldCode::NoRoom(mib(limits.workspace))));
    }
    Ok(())
}
