//! Holding what cannot be taken back, while the machine's clock is in doubt: a clock that jumped for
//! one tick would archive workspaces, withdraw roles and remove rows, and putting it right would bring
//! nothing back. Held jobs wait until somebody has looked at the clock.

use crate::{
    ground::{
        audit::{self, Action, Actor, Entry},
        error::Result,
        job::{Column, Entity, add},
        services::Services,
    },
    guidance::workspace::{self, Column as Workspaces},
    record::file,
};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{Condition, QueryOrder, entity::prelude::*};

/// The jobs that do what cannot be taken back.
pub const IRREVERSIBLE: [&str; 9] =
    ["policies", "bulk_actions", "transitions", "notices", "digest", "deletion", "purge", "roles", "files"];

/// A longer time without a run may be a clock that jumped.
pub const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(48);

/// By how much clocks of several machines may differ.
pub const SKEW: TimeDelta = TimeDelta::minutes(5);

/// Since when a job is held, if it is.
pub async fn held_since(services: &Services, name: &str) -> Result<Option<DateTime<Utc>>> {
    let row = Entity::find_by_id(name).one(services.database.read()).await?;
    Ok(row.and_then(|row| row.held_since))
}

/// Since when a job is held. All that cannot be taken back is, from the run on that finds the clock
/// more than two days ahead of the run `before`, or behind it.
pub async fn doubt(
    services: &Services,
    name: &str,
    before: Option<DateTime<Utc>>,
) -> Result<Option<DateTime<Utc>>> {
    if let Some(held_since) = held_since(services, name).await? {
        return Ok(Some(held_since));
    }
    let now = services.clock.now();
    let jumped = before.is_some_and(|before| now - before > LONGEST_PAUSE || before - now > SKEW);
    if jumped { hold(services).await.map(Some) } else { Ok(None) }
}

/// The same, when a process starts: whether the clock is far from what the database last saw, a line of
/// the audit log or a run of a job. So it is after a long outage, and where an older backup was restored.
pub async fn doubt_at_start(services: &Services) -> Result<Option<DateTime<Utc>>> {
    let (ran, audited) = (last_run(services).await?, audit::newest_at(services).await?);
    // An installation that never served may have been set up long before; but not in days to come.
    let last = match ran {
        Some(_) => ran.max(audited),
        None => audited.filter(|audited| *audited > services.clock.now()),
    };
    let [first, ..] = IRREVERSIBLE;
    doubt(services, first, last).await
}

/// When one of the jobs whose work cannot be taken back last ran.
pub async fn last_run(services: &Services) -> Result<Option<DateTime<Utc>>> {
    let last = Entity::find()
        .filter(Column::Name.is_in(IRREVERSIBLE))
        .filter(Column::RanAt.is_not_null())
        .order_by_desc(Column::RanAt)
        .one(services.database.read())
        .await?;
    Ok(last.and_then(|row| row.ran_at))
}

/// Holds all that cannot be taken back, from now on.
pub async fn hold(services: &Services) -> Result<DateTime<Utc>> {
    let now = services.clock.now();
    for name in IRREVERSIBLE {
        add(services, name).await?;
    }
    let tx = services.database.begin().await?;
    let held = hold_in(&tx, Condition::all().add(Column::Name.is_in(IRREVERSIBLE)), now).await?;
    // Marks made by a clock in doubt are worth nothing.
    workspace::Entity::update_many()
        .col_expr(Workspaces::DestroyAfter, Expr::value(None::<DateTimeUtc>))
        .filter(Workspaces::DestroyAfter.is_not_null())
        .exec(&tx)
        .await?;
    if held > 0 {
        audit::record(&tx, now, of_no_object(Actor::Time, Action::JobsHeld)).await?;
    }
    tx.commit().await?;
    Ok(now)
}

/// Holds one job, for a reason of its own.
pub async fn hold_one(services: &Services, name: &'static str) -> Result<()> {
    let now = services.clock.now();
    add(services, name).await?;
    let tx = services.database.begin().await?;
    if hold_in(&tx, Condition::all().add(Column::Name.eq(name)), now).await? > 0 {
        audit::record(&tx, now, of_no_object(Actor::Time, Action::JobsHeld)).await?;
    }
    Ok(tx.commit().await?)
}

async fn hold_in(tx: &impl ConnectionTrait, which: Condition, now: DateTime<Utc>) -> Result<u64> {
    let held = Entity::update_many()
        .col_expr(Column::HeldSince, Expr::value(Some(now)))
        .filter(which)
        .filter(Column::HeldSince.is_null())
        .exec(tx)
        .await?;
    Ok(held.rows_affected)
}

fn of_no_object(actor: Actor, action: Action) -> Entry {
    Entry::new(actor, action)
}

/// Lets go on what is held: somebody has looked. Gives the names of the jobs.
pub async fn release(services: &Services) -> Result<Vec<String>> {
    let now = services.clock.now();
    let tx = services.database.begin().await?;
    let held = Entity::find().filter(Column::HeldSince.is_not_null()).all(&tx).await?;
    let names: Vec<String> = held.into_iter().map(|row| row.name).collect();
    if names.is_empty() {
        return Ok(names);
    }
    Entity::update_many()
        .col_expr(Column::HeldSince, Expr::value(None::<DateTimeUtc>))
        .col_expr(Column::RanAt, Expr::value(Some(now)))
        .col_expr(Column::DueAt, Expr::value(now))
        .filter(Column::HeldSince.is_not_null())
        .exec(&tx)
        .await?;
    if names.iter().any(|name| name == "files") {
        file::orphan::release(&tx, now).await?;
    }
    audit::record(&tx, now, of_no_object(Actor::Operator, Action::JobsReleased)).await?;
    tx.commit().await?;
    Ok(names)
}
