//! The job that deletes (L7). A workspace is marked first and destroyed a day later at the
//! earliest, by another run; and nothing at all is destroyed while the clock is in doubt.

use super::{
    destroy::{Receipt, destroy_key, mark, remove_rows},
    tombstone::{self, Tombstone},
};
use crate::{
    ground::{
        error::Result,
        job::{Run, quarantine},
        outbox::Step,
        services::Services,
    },
    guidance::workspace::{self, Column as Workspaces, InvitationStatusColumn},
    people::organisation::{self, Organisation},
    time::{job_hold, ladder, transitions::GRACE_DAYS},
};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use contract::WorkspaceId;
use sea_orm::{Condition, QueryOrder, QuerySelect, entity::prelude::*};

/// Its name among the jobs.
pub(crate) const JOB: &str = "deletion";

/// How long at least between the run that marks and the run that destroys.
const BETWEEN_RUNS: TimeDelta = TimeDelta::hours(24);

/// Workspaces of one organisation dealt with in one go.
const BATCH: u64 = 100;

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deletion {
    /// Since when deletions are held, because the clock is in doubt.
    pub held_since: Option<DateTime<Utc>>,
    /// How many workspaces were marked.
    pub marked: u64,
    /// How many were destroyed.
    pub destroyed: usize,
}

/// Deletes what is due, and ends what was begun before. `keep` is told of every workspace whose
/// key is gone, before its rows are: so that a restored database can be cleaned again.
pub async fn delete_due(
    services: &Services,
    run: Run,
    keep: &(dyn Fn(WorkspaceId) -> std::io::Result<()> + Send + Sync),
) -> Result<Deletion> {
    if let Some(held_since) = job_hold::doubt(services, JOB, run.before).await? {
        tracing::error!(%held_since, "deletions are held: the clock has jumped; `luotsi jobs release` when it is right");
        return Ok(Deletion { held_since: Some(held_since), ..Deletion::default() });
    }
    let marked = mark_due(services).await?;
    let mut destroyed = 0;
    loop {
        let batch = destroy_keys(services, due(services).await?).await?;
        finish(services, keep).await?;
        destroyed += batch;
        if batch == 0 {
            return Ok(Deletion { held_since: None, marked, destroyed });
        }
    }
}

/// Destroys the keys of a batch. One that cannot be dealt with is set aside, and the rest goes on.
async fn destroy_keys(services: &Services, rows: Vec<workspace::Model>) -> Result<usize> {
    let mut destroyed = 0;
    for row in rows {
        let unnoticed = row.postponed_since.is_some() && !is_told(services, row.id).await?;
        match destroy_key(services, &row, unnoticed, Receipt::Send).await {
            Ok(done) => destroyed += usize::from(done),
            Err(error) => {
                quarantine::put(services, JOB, Some(row.organisation_id), row.id, &error).await?;
            }
        }
    }
    Ok(destroyed)
}

/// Marks what is on its last day, and takes marks back where the date has moved.
async fn mark_due(services: &Services) -> Result<u64> {
    let now = services.clock.now();
    let mut marked = 0;
    for organisation in organisation::all(services.database.read()).await? {
        let today = organisation.today(now);
        let of_organisation = Workspaces::OrganisationId.eq(organisation.id.0);
        let tx = services.database.begin().await?;
        workspace::Entity::update_many()
            .col_expr(Workspaces::DestroyAfter, Expr::value(None::<DateTimeUtc>))
            .filter(of_organisation.clone())
            .filter(Workspaces::DestroyAfter.is_not_null())
            .filter(Workspaces::ArchivedThrough.gt(today))
            .exec(&tx)
            .await?;
        let updated = workspace::Entity::update_many()
            .col_expr(Workspaces::DestroyAfter, Expr::value(Some(now + BETWEEN_RUNS)))
            .filter(of_organisation)
            .filter(workspace::is_next(Step::Deleted))
            .filter(Workspaces::DestroyAfter.is_null())
            .filter(Workspaces::ArchivedThrough.lte(today))
            .exec(&tx)
            .await?;
        tx.commit().await?;
        marked += updated.rows_affected;
    }
    Ok(marked)
}

/// What may be destroyed now: archived, past its last day, marked by an earlier run, and told, or
/// past its grace (L9).
async fn due(services: &Services) -> Result<Vec<workspace::Model>> {
    let now = services.clock.now();
    let mut all = Vec::new();
    for organisation in organisation::all(services.database.read()).await? {
        let rows = workspace::Entity::find()
            .filter(Workspaces::OrganisationId.eq(organisation.id.0))
            .filter(is_over(&organisation, now))
            .filter(Workspaces::DestroyAfter.lte(now))
            .filter(quarantine::not(JOB, Workspaces::Id, now))
            .order_by_asc(Workspaces::ArchivedThrough)
            .limit(BATCH)
            .all(services.database.read())
            .await?;
        all.extend(rows);
    }
    Ok(all)
}

fn is_over(organisation: &Organisation, now: DateTime<Utc>) -> Condition {
    let today: NaiveDate = organisation.today(now);
    let grace_began = today.checked_sub_days(Days::new(GRACE_DAYS)).unwrap_or(today);
    workspace::is_next(Step::Deleted).add(Workspaces::ArchivedThrough.lt(today)).add(
        Condition::any()
            .add(Workspaces::Seat.ne(InvitationStatusColumn::Taken))
            .add(ladder::notified(Step::Deleted))
            .add(Workspaces::PostponedSince.lte(grace_began)),
    )
}

async fn is_told(services: &Services, id: Uuid) -> Result<bool> {
    let notified = workspace::Entity::find_by_id(id).filter(ladder::notified(Step::Deleted));
    Ok(notified.one(services.database.read()).await?.is_some())
}

/// Ends every deletion that has begun: in this run, or in one that broke off.
pub(super) async fn finish(
    services: &Services,
    keep: &(dyn Fn(WorkspaceId) -> std::io::Result<()> + Send + Sync),
) -> Result<()> {
    let begun = tombstone::unfinished(services.database.read()).await?;
    for Tombstone { workspace, rows_removed } in &begun {
        keep(*workspace)?;
        if !rows_removed {
            remove_rows(services, *workspace).await?;
        }
    }
    // The log of SQLite still holds what was overwritten in the file; readers may hold that up.
    if begun.is_empty() || !services.database.checkpoint().await? {
        return Ok(());
    }
    let now = services.clock.now();
    let tx = services.database.begin().await?;
    for Tombstone { workspace, .. } in begun {
        mark(&tx, workspace, tombstone::Column::FinishedAt, now).await?;
    }
    tx.commit().await?;
    Ok(())
}
