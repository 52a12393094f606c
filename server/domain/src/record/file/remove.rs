//! Removing files: by whoever brought them and has not sent them, and with their owner (L7).

use super::{Column, Entity};
use crate::{
    ground::{error::Result, services::Services, storage},
    record::access::ContentAccess,
};
use contract::{ApiError, FileId, PersonId};
use futures::{StreamExt, TryStreamExt};
use object_store::{ObjectStore, ObjectStoreExt, path::Path};
use sea_orm::entity::prelude::*;

/// Removes a file of theirs that was not sent yet.
///
/// # Errors
/// [`ApiError::NotFound`] when it was sent, or is somebody else's.
pub(crate) async fn remove_unsent(services: &Services, access: &ContentAccess, id: FileId) -> Result<()> {
    let tx = services.database.begin().await?;
    let removed = Entity::delete_many()
        .filter(Column::Id.eq(id.0))
        .filter(Column::OwnerId.eq(access.id()))
        .filter(Column::AuthorId.eq(access.participant.person().0))
        .filter(Column::MessageId.is_null())
        .exec(&tx)
        .await?;
    tx.commit().await?;
    if removed.rows_affected == 0 {
        return Err(ApiError::NotFound.into());
    }
    remove_object(services.files.objects.as_ref(), &storage::path(access.id(), id.0)).await
}

/// Takes the files of a message from it. What is stored of them is removed after the commit.
pub(crate) async fn detach(tx: &impl ConnectionTrait, message: Uuid) -> Result<Vec<Uuid>> {
    let of_it = Column::MessageId.eq(message);
    let rows = Entity::find().filter(of_it.clone()).all(tx).await?;
    Entity::delete_many().filter(of_it).exec(tx).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Removes what is stored of files that have no rows any more.
pub(crate) async fn remove_stored(services: &Services, owner: Uuid, files: Vec<Uuid>) -> Result<()> {
    for id in files {
        remove_object(services.files.objects.as_ref(), &storage::path(owner, id)).await?;
    }
    Ok(())
}

/// Removes what is stored at `path`, if it is there.
pub(crate) async fn remove_object(objects: &dyn ObjectStore, path: &Path) -> Result<()> {
    match objects.delete(path).await {
        Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Removes all stored files of an owner.
pub(crate) async fn remove_objects(services: &Services, owner: Uuid) -> Result<()> {
    let objects = services.files.objects.as_ref();
    let folder = storage::folder(owner);
    let paths: Vec<Path> = objects.list(Some(&folder)).map_ok(|object| object.location).try_collect().await?;
    futures::stream::iter(paths)
        .map(Ok)
        .try_for_each(|path| async move { remove_object(objects, &path).await })
        .await
}

/// Forgets what a person brought and did not send where nothing is theirs any more. What
/// is stored of it is swept up.
pub(crate) async fn forget_unsent(tx: &impl ConnectionTrait, owner: Uuid, person: PersonId) -> Result<()> {
    Entity::delete_many()
        .filter(Column::OwnerId.eq(owner))
        .filter(Column::AuthorId.eq(person.0))
        .filter(Column::MessageId.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Removes the rows of an owner's files.
pub(crate) async fn forget(tx: &impl ConnectionTrait, owner: Uuid) -> Result<()> {
    Entity::delete_many().filter(Column::OwnerId.eq(owner)).exec(tx).await?;
    Ok(())
}
