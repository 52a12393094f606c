//! Sweeping up stored files that belong to nobody: of uploads that broke off between store and
//! database, and of files that were never sent (R2).

use super::{
    Column, Entity,
    remove::remove_object,
    store::{self, ALL},
};
use crate::{error::Result, services::Services};
use chrono::{DateTime, TimeDelta, Utc};
use futures::TryStreamExt;
use object_store::path::Path;
use sea_orm::{Condition, QuerySelect, entity::prelude::*};
use std::{
    collections::HashSet,
    fs::{self, DirEntry},
};

/// For how long something may be without a row: it may be arriving.
const ARRIVING: TimeDelta = TimeDelta::hours(1);

/// For how long a file waits to be sent.
const UNSENT: TimeDelta = TimeDelta::days(30);

/// Objects looked at in one go.
const BATCH: usize = 500;

/// Files that were not sent for so long that they are removed.
pub(crate) fn unsent(now: DateTime<Utc>) -> Condition {
    Condition::all().add(Column::MessageId.is_null()).add(Column::CreatedAt.lt(now - UNSENT))
}

/// Removes every stored file that has no row, and what is left of uploads under which the process
/// was killed. Gives their number.
pub async fn sweep(services: &Services) -> Result<usize> {
    let settled = services.clock.now() - ARRIVING;
    let halves = match services.files.folder.clone() {
        Some(folder) => tokio::task::spawn_blocking(move || remove_halves(&folder.join(ALL), settled))
            .await
            .map_err(std::io::Error::other)??,
        None => 0,
    };
    Ok(halves + remove_orphans(services, settled).await?)
}

/// A file on its way into a folder has a number behind a `#` in its name, until it is whole. The
/// store does not list it.
fn remove_halves(folder: &std::path::Path, settled: DateTime<Utc>) -> std::io::Result<usize> {
    let mut count = 0;
    for workspace in entries(folder)? {
        for file in entries(&workspace?.path())? {
            let file = file?;
            let is_half = file.file_name().to_string_lossy().contains('#');
            if is_half && DateTime::<Utc>::from(file.metadata()?.modified()?) < settled {
                fs::remove_file(file.path())?;
                count += 1;
            }
        }
    }
    Ok(count)
}

/// What is in a folder; nothing when it is not there.
fn entries(folder: &std::path::Path) -> std::io::Result<impl Iterator<Item = std::io::Result<DirEntry>>> {
    match fs::read_dir(folder) {
        Ok(entries) => Ok(Some(entries).into_iter().flatten()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None.into_iter().flatten()),
        Err(error) => Err(error),
    }
}

async fn remove_orphans(services: &Services, settled: DateTime<Utc>) -> Result<usize> {
    let objects = services.files.objects.as_ref();
    let prefix = Path::from(ALL);
    let mut listed = objects.list(Some(&prefix)).try_chunks(BATCH);
    let mut count = 0;
    loop {
        let batch = match listed.try_next().await {
            Ok(Some(batch)) => batch,
            Ok(None) => return Ok(count),
            Err(error) => return Err(error.1.into()),
        };
        let old = batch.into_iter().filter(|object| object.last_modified < settled);
        let paths: Vec<Path> = old.map(|object| object.location).collect();
        for path in without_row(services, &paths).await? {
            remove_object(objects, path).await?;
            count += 1;
        }
    }
}

/// The paths among these that no row knows.
async fn without_row<'a>(services: &Services, paths: &'a [Path]) -> Result<Vec<&'a Path>> {
    let id = |path: &Path| path.filename().and_then(|name| name.parse::<Uuid>().ok());
    let known: Vec<(Uuid, Uuid)> = Entity::find()
        .select_only()
        .columns([Column::WorkspaceId, Column::Id])
        .filter(Column::Id.is_in(paths.iter().filter_map(id)))
        .into_tuple()
        .all(services.database.read())
        .await?;
    let known: HashSet<Path> =
        known.into_iter().map(|(workspace, id)| store::path(contract::WorkspaceId(workspace), id)).collect();
    Ok(paths.iter().filter(|path| !known.contains(path)).collect())
}
