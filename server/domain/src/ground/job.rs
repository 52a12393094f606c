//! Jobs, as rows: which process does one now, and when each last succeeded. The rows decide;
//! whatever ticks only asks.

pub(crate) mod quarantine;
pub mod report;

use crate::ground::{error::Result, services::Services};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveValue::Set, Condition, ExprTrait, entity::prelude::*, sea_query::OnConflict};

/// How long a lease lasts that is not renewed: after it, another process takes over.
pub const LEASE: TimeDelta = TimeDelta::seconds(45);

/// How soon a job that failed is tried again.
const RETRY: TimeDelta = TimeDelta::minutes(5);

/// The table `job`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    pub holder: Option<Uuid>,
    pub lease_until: Option<DateTimeUtc>,
    pub due_at: DateTimeUtc,
    pub ran_at: Option<DateTimeUtc>,
    pub succeeded_at: Option<DateTimeUtc>,
    pub failures: i32,
    pub held_since: Option<DateTimeUtc>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A run of a job that this process holds the lease of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Who holds it.
    pub holder: Uuid,
    /// When it ran before, whether it succeeded or not.
    pub before: Option<DateTime<Utc>>,
}

/// Takes the lease of a job that is due, for `holder`. Of several that try, one gets it.
///
/// A job that is due later than `every` from now was put there by a clock that has gone back
/// since; so it is due now. The same holds for leases.
pub async fn take(
    services: &Services,
    name: &'static str,
    every: TimeDelta,
    holder: Uuid,
) -> Result<Option<Run>> {
    let now = services.clock.now();
    let due = Condition::any().add(Column::DueAt.lte(now)).add(Column::DueAt.gt(now + every.max(RETRY)));
    let free = Condition::any()
        .add(Column::LeaseUntil.is_null())
        .add(Column::LeaseUntil.lte(now))
        .add(Column::LeaseUntil.gt(now + LEASE));
    // Looked at without a transaction first: most ticks find nothing to do.
    let known = Entity::find_by_id(name).one(services.database.read()).await?;
    let Some(known) = known else {
        add(services, name).await?;
        return Box::pin(take(services, name, every, holder)).await;
    };
    let ready = Entity::find_by_id(name).filter(due.clone()).filter(free.clone());
    if ready.one(services.database.read()).await?.is_none() {
        return Ok(None);
    }
    let tx = services.database.begin().await?;
    let taken = Entity::update_many()
        .col_expr(Column::Holder, Expr::value(Some(holder)))
        .col_expr(Column::LeaseUntil, Expr::value(Some(now + LEASE)))
        .filter(Column::Name.eq(name))
        .filter(due)
        .filter(free)
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok((taken.rows_affected == 1).then_some(Run { holder, before: known.ran_at }))
}

pub(crate) async fn add(services: &Services, name: &'static str) -> Result<()> {
    let row = ActiveModel {
        name: Set(name.to_owned()),
        holder: Set(None),
        lease_until: Set(None),
        due_at: Set(services.clock.now()),
        ran_at: Set(None),
        succeeded_at: Set(None),
        failures: Set(0),
        held_since: Set(None),
    };
    let tx = services.database.begin().await?;
    Entity::insert(row)
        .on_conflict(OnConflict::column(Column::Name).do_nothing().to_owned())
        .exec_without_returning(&tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Renews a lease while its job runs. `false` when somebody else has it.
pub async fn renew(services: &Services, name: &str, holder: Uuid) -> Result<bool> {
    let until = services.clock.now() + LEASE;
    let tx = services.database.begin().await?;
    let renewed = Entity::update_many()
        .col_expr(Column::LeaseUntil, Expr::value(Some(until)))
        .filter(Column::Name.eq(name))
        .filter(Column::Holder.eq(holder))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(renewed.rows_affected == 1)
}

/// Ends a run: gives the lease back, and says when the next is due.
pub async fn finish(
    services: &Services,
    name: &str,
    holder: Uuid,
    every: TimeDelta,
    succeeded: bool,
) -> Result<()> {
    let now = services.clock.now();
    let mut update = Entity::update_many()
        .col_expr(Column::Holder, Expr::value(None::<Uuid>))
        .col_expr(Column::LeaseUntil, Expr::value(None::<DateTimeUtc>))
        .col_expr(Column::RanAt, Expr::value(Some(now)));
    update = if succeeded {
        update
            .col_expr(Column::SucceededAt, Expr::value(Some(now)))
            .col_expr(Column::Failures, Expr::value(0))
            .col_expr(Column::DueAt, Expr::value(now + every))
    } else {
        update
            .col_expr(Column::Failures, Expr::col(Column::Failures).add(1))
            .col_expr(Column::DueAt, Expr::value(now + every.min(RETRY)))
    };
    let tx = services.database.begin().await?;
    update.filter(Column::Name.eq(name)).filter(Column::Holder.eq(holder)).exec(&tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Notes that a job has just run, whoever ran it: after a clock was moved by hand.
pub async fn noted(services: &Services, name: &'static str, every: TimeDelta) -> Result<()> {
    add(services, name).await?;
    let now = services.clock.now();
    let tx = services.database.begin().await?;
    Entity::update_many()
        .col_expr(Column::RanAt, Expr::value(Some(now)))
        .col_expr(Column::SucceededAt, Expr::value(Some(now)))
        .col_expr(Column::DueAt, Expr::value(now + every))
        .filter(Column::Name.eq(name))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Lets a job run as soon as somebody ticks: something was put before it in this transaction.
pub(crate) async fn wake(tx: &impl ConnectionTrait, name: &str, now: DateTime<Utc>) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::DueAt, Expr::value(now))
        .filter(Column::Name.eq(name))
        .exec(tx)
        .await?;
    Ok(())
}
