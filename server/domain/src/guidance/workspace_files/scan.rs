//! Looking for harmful content: until a file was looked at, nobody gets it.

use super::Content;
use crate::{
    ground::{
        audit::{self, Action, Entry},
        data_keys as keys,
        error::{Error, Result},
        job::quarantine,
        services::Services,
        storage,
        vault::Owner,
    },
    guidance::workspace,
    record::file::{self, Column, Entity, Model, StateColumn, remove_object},
};
use contract::FileId;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};
use std::sync::Arc;

/// Files looked at in one run.
const BATCH: u64 = 100;

/// What was found in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing.
    Harmless,
    /// Something: its content is removed.
    Harmful,
    /// Nobody can say: it is larger than the scanner takes.
    Unchecked,
}

/// Under which name files that cannot be looked at are quarantined.
const JOB: &str = "scans";

/// Sets a file aside that could not be looked at. What went wrong is in the log only.
pub async fn scan_failed(services: &Services, id: FileId, what: String) -> Result<()> {
    let error = Error::Storage(std::io::Error::other(what));
    let organisation = match Entity::find_by_id(id.0).one(services.database.read()).await? {
        Some(row) => of(services, &row).await?.organisation_id,
        None => return Ok(()),
    };
    quarantine::put(services, JOB, Some(organisation), id.0, &error).await
}

/// Has those looked at again that were larger than the scanner took: it may take more now.
pub async fn look_again(services: &Services) -> Result<u64> {
    let tx = services.database.begin().await?;
    let again = Entity::update_many()
        .col_expr(Column::State, Expr::value(StateColumn::Checking))
        .filter(Column::State.eq(StateColumn::Unchecked))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(again.rows_affected)
}

/// The files that wait to be looked at, the oldest first.
pub async fn unscanned(services: &Services) -> Result<Vec<FileId>> {
    let rows = Entity::find()
        .filter(Column::State.eq(StateColumn::Checking))
        .filter(quarantine::not(JOB, Column::Id, services.clock.now()))
        .order_by_asc(Column::CreatedAt)
        .limit(BATCH)
        .all(services.database.read())
        .await?;
    Ok(rows.into_iter().map(|row| FileId(row.id)).collect())
}

/// The content of a file that waits to be looked at, if it still does.
pub async fn to_scan(services: &Services, id: FileId) -> Result<Option<Content>> {
    let db = services.database.read();
    let waiting = Entity::find_by_id(id.0).filter(Column::State.eq(StateColumn::Checking));
    let Some(row) = waiting.one(db).await? else { return Ok(None) };
    let workspace = of(services, &row).await?;
    let owner = Owner::workspace(workspace.organisation(), workspace.id());
    let key = keys::load(db, &services.keyring, owner).await?;
    let objects = Arc::clone(&services.files.objects);
    Ok(Some(file::content(objects, &key, &row, 0..row.bytes()).await?))
}

async fn of(services: &Services, row: &Model) -> Result<workspace::Model> {
    let found = workspace::Entity::find_by_id(row.owner_id).one(services.database.read()).await?;
    found.ok_or(Error::Inconsistent("workspace missing"))
}

/// Says what was found in a file.
pub async fn judge(services: &Services, id: FileId, verdict: Verdict) -> Result<()> {
    let Some(row) = Entity::find_by_id(id.0).one(services.database.read()).await? else { return Ok(()) };
    let workspace = of(services, &row).await?;
    let state = match verdict {
        Verdict::Harmless => StateColumn::Ready,
        Verdict::Harmful => StateColumn::Harmful,
        Verdict::Unchecked => StateColumn::Unchecked,
    };
    let tx = services.database.begin().await?;
    // First the workspace, then what is in it: in the order of whoever writes in it.
    workspace::touch(&tx, workspace.id()).await?;
    let judged = Entity::update_many()
        .col_expr(Column::State, Expr::value(state))
        .filter(Column::Id.eq(id.0))
        .filter(Column::State.eq(StateColumn::Checking))
        .exec(&tx)
        .await?;
    if judged.rows_affected == 1 && verdict == Verdict::Harmful {
        let entry = Entry::by_time(Action::FileHarmful, workspace.organisation(), id.0, Some(row.author_id));
        audit::record(&tx, services.clock.now(), entry).await?;
    }
    workspace::commit(services, tx, workspace.id()).await?;
    if verdict == Verdict::Harmful {
        let path = storage::path(row.owner_id, row.id);
        remove_object(services.files.objects.as_ref(), &path).await?;
    }
    Ok(())
}
