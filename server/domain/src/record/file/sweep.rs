//! Sweeping up stored files that belong to nobody: of uploads that broke off between store and
//! database, and of files that were never sent (R2).

use super::{Column, Entity, orphan, remove::remove_object};
use crate::ground::{
    error::Result,
    services::Services,
    storage::{self, ALL},
};
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

/// So many may be removed in one run; and so many of a hundred.
const FEW: usize = 20;
const OF_A_HUNDRED: usize = 1;

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// How many were removed.
    pub removed: usize,
    /// How many would have been removed, and are held: so many are a sign that the database is not
    /// the one that knows them.
    pub held: usize,
}

/// Removes stored files that have had no row for a day, and what is left of uploads under which the
/// process was killed.
pub async fn sweep(services: &Services) -> Result<Swept> {
    let settled = services.clock.now() - ARRIVING;
    let halves = match services.files.folder.clone() {
        Some(folder) => tokio::task::spawn_blocking(move || remove_halves(&folder.join(ALL), settled))
            .await
            .map_err(std::io::Error::other)??,
        None => 0,
    };
    let all = mark_orphans(services, settled).await?;
    let swept = remove_orphans(services, all).await?;
    Ok(Swept { removed: halves + swept.removed, ..swept })
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

/// Marks every stored file without a row. Gives the number of all files.
async fn mark_orphans(services: &Services, settled: DateTime<Utc>) -> Result<usize> {
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
        count += batch.len();
        let old = batch.into_iter().filter(|object| object.last_modified < settled);
        let paths: Vec<Path> = old.map(|object| object.location).collect();
        let orphans = without_row(services, &paths).await?;
        if !orphans.is_empty() {
            let tx = services.database.begin().await?;
            orphan::mark(&tx, &orphans, services.clock.now()).await?;
            tx.commit().await?;
        }
    }
}

/// Removes those that were marked long enough ago, unless they are too many of `all`.
async fn remove_orphans(services: &Services, all: usize) -> Result<Swept> {
    let moment = services.clock.now() - orphan::MARKED;
    let (mut unreleased, mut after) = (0, String::new());
    while let Some(batch) = orphans(services, moment, &mut after).await? {
        unreleased += batch.iter().filter(|(_, released)| !released).count();
    }
    if unreleased > FEW && unreleased * 100 > all * OF_A_HUNDRED {
        return Ok(Swept { removed: 0, held: unreleased });
    }
    let (mut removed, mut after) = (0, String::new());
    while let Some(batch) = orphans(services, moment, &mut after).await? {
        for (path, _) in &batch {
            // The next run comes back to it; the others go on.
            if let Err(error) = remove_object(services.files.objects.as_ref(), path).await {
                tracing::error!(%path, %error, "an orphan is not removed");
                continue;
            }
            let tx = services.database.begin().await?;
            orphan::forget(&tx, &[path]).await?;
            tx.commit().await?;
            removed += 1;
        }
    }
    Ok(Swept { removed, held: 0 })
}

/// The next files that were marked before a moment and are nobody's still, and whether each was
/// released. Marks of those that have a row again are forgotten. `None` after the last.
async fn orphans(
    services: &Services,
    moment: DateTime<Utc>,
    after: &mut String,
) -> Result<Option<Vec<(Path, bool)>>> {
    let marked = orphan::marked_before(services.database.read(), moment, after, BATCH as u64).await?;
    let Some((last, _)) = marked.last() else { return Ok(None) };
    *after = last.to_string();
    let paths: Vec<Path> = marked.iter().map(|(path, _)| path.clone()).collect();
    let still: HashSet<&Path> = without_row(services, &paths).await?.into_iter().collect();
    let (orphans, known): (Vec<_>, Vec<_>) = marked.into_iter().partition(|(path, _)| still.contains(path));
    if !known.is_empty() {
        let tx = services.database.begin().await?;
        orphan::forget(&tx, &known.iter().map(|(path, _)| path).collect::<Vec<_>>()).await?;
        tx.commit().await?;
    }
    Ok(Some(orphans))
}

/// The paths among these that no row knows.
pub(crate) async fn without_row<'a>(services: &Services, paths: &'a [Path]) -> Result<Vec<&'a Path>> {
    let id = |path: &Path| path.filename().and_then(|name| name.parse::<Uuid>().ok());
    let known: Vec<(Uuid, Uuid)> = Entity::find()
        .select_only()
        .columns([Column::OwnerId, Column::Id])
        .filter(Column::Id.is_in(paths.iter().filter_map(id)))
        .into_tuple()
        .all(services.database.read())
        .await?;
    let known: HashSet<Path> = known.into_iter().map(|(owner, id)| storage::path(owner, id)).collect();
    Ok(paths.iter().filter(|path| !known.contains(path)).collect())
}
