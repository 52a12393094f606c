//! The job that deletes (L7). What is over is marked first and destroyed a day later at the earliest, by
//! another run; and nothing at all is destroyed while the clock is in doubt.

use super::{
    class::{Class, Due, Receipt},
    destroy::{JOB, destroy_key, mark, remove},
    registry::{class_of, classes},
    tombstone::{self, Tombstone},
    unused_people,
};
use crate::{
    ground::{
        error::{Error, Result},
        job::{Run, quarantine},
        services::Services,
    },
    time::job_hold,
};
use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deletion {
    /// Since when deletions are held, because the clock is in doubt.
    pub held_since: Option<DateTime<Utc>>,
    /// How many owners were marked.
    pub marked: u64,
    /// How many were destroyed.
    pub destroyed: usize,
    /// How many people were forgotten whom nothing needed any more.
    pub forgotten: usize,
}

/// Remembers outside the database that the key of an owner is gone.
pub type Keep<'a> = &'a (dyn Fn(Uuid) -> std::io::Result<()> + Send + Sync);

/// Deletes what is due, and ends what was begun before. `keep` is told of every owner whose key is gone,
/// before its rows are: so that a restored database can be cleaned again.
pub async fn delete_due(services: &Services, run: Run, keep: Keep<'_>) -> Result<Deletion> {
    if let Some(held_since) = job_hold::doubt(services, JOB, run.before).await? {
        tracing::error!(%held_since, "deletions are held: the clock has jumped; `luotsi jobs release` when it is right");
        return Ok(Deletion { held_since: Some(held_since), ..Deletion::default() });
    }
    let mut done = Deletion::default();
    for class in classes() {
        done.marked += class.mark_due(services).await?;
        loop {
            let batch = destroy_keys(services, class, class.due(services).await?).await?;
            finish(services, keep).await?;
            done.destroyed += batch;
            if batch == 0 {
                break;
            }
        }
    }
    done.forgotten = unused_people::forget_unused(services).await?;
    Ok(done)
}

/// Destroys the keys of a batch. One that cannot be dealt with is quarantined, and the rest goes on.
async fn destroy_keys(services: &Services, class: &dyn Class, all: Vec<Due>) -> Result<usize> {
    let mut destroyed = 0;
    for due in all {
        match destroy_key(services, class, &due, Receipt::Send).await {
            Ok(done) => destroyed += usize::from(done),
            Err(error) => {
                quarantine::put(services, JOB, Some(due.organisation.0), due.id, &error).await?;
            }
        }
    }
    Ok(destroyed)
}

/// Ends every deletion that has begun: in this run, or in one that broke off.
pub(super) async fn finish(services: &Services, keep: Keep<'_>) -> Result<()> {
    let begun = tombstone::unfinished(services.database.read()).await?;
    for Tombstone { owner, class, rows_removed } in &begun {
        let class = class_of(*class).ok_or(Error::Inconsistent("a tombstone of no class"))?;
        keep(*owner)?;
        if !rows_removed {
            remove(services, class, *owner).await?;
        }
    }
    // The log of SQLite still holds what was overwritten in the file; readers may hold that up.
    if begun.is_empty() || !services.database.checkpoint().await? {
        return Ok(());
    }
    let now = services.clock.now();
    let tx = services.database.begin().await?;
    for Tombstone { owner, .. } in begun {
        mark(&tx, owner, tombstone::Column::FinishedAt, now).await?;
    }
    tx.commit().await?;
    Ok(())
}
