//! What a job could not deal with: quarantined, so that the others go on, shown to main users, and
//! tried again later.

use crate::ground::{
    error::{Error, Result},
    services::Services,
};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ActiveValue::Set,
    ExprTrait, IntoSimpleExpr, QueryFilter, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{OnConflict, SimpleExpr},
};

/// When it is tried again.
const AGAIN: TimeDelta = TimeDelta::hours(24);

/// The table `quarantine`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "quarantine")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub job: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub object_id: Uuid,
    pub organisation_id: Option<Uuid>,
    pub attempts: i32,
    pub since: DateTimeUtc,
    pub again_at: DateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The condition that `object` is not quarantined by `job` at this moment.
pub(crate) fn not(job: &str, object: impl IntoSimpleExpr, now: DateTime<Utc>) -> SimpleExpr {
    let aside = Entity::find()
        .select_only()
        .column(Column::ObjectId)
        .filter(Column::Job.eq(job))
        .filter(Column::AgainAt.gt(now))
        .into_query();
    object.into_simple_expr().not_in_subquery(aside)
}

/// Whether an object is quarantined by `job` at this moment.
pub(crate) async fn has(services: &Services, job: &str, object: Uuid) -> Result<bool> {
    let row = Entity::find_by_id((job.to_owned(), object))
        .filter(Column::AgainAt.gt(services.clock.now()))
        .one(services.database.read())
        .await?;
    Ok(row.is_some())
}

/// How often `job` has tried an object in vain.
pub(crate) async fn attempts(services: &Services, job: &str, object: Uuid) -> Result<i32> {
    let row = Entity::find_by_id((job.to_owned(), object)).one(services.database.read()).await?;
    Ok(row.map_or(0, |row| row.attempts))
}

/// Sets an object aside for a day. What went wrong is in the log only.
pub(crate) async fn put(
    services: &Services,
    job: &str,
    organisation: Option<Uuid>,
    object: Uuid,
    error: &Error,
) -> Result<()> {
    put_for(services, AGAIN, (job, organisation, object), error).await
}

/// Sets an object aside for so long.
pub(crate) async fn put_for(
    services: &Services,
    pause: TimeDelta,
    (job, organisation, object): (&str, Option<Uuid>, Uuid),
    error: &Error,
) -> Result<()> {
    tracing::error!(job, %object, %error, "set aside");
    let now = services.clock.now();
    let row = ActiveModel {
        job: Set(job.to_owned()),
        object_id: Set(object),
        organisation_id: Set(organisation),
        attempts: Set(1),
        since: Set(now),
        again_at: Set(now + pause),
    };
    let again = OnConflict::columns([Column::Job, Column::ObjectId])
        .value(Column::Attempts, Expr::col((Entity, Column::Attempts)).add(1))
        .value(Column::AgainAt, Expr::value(now + pause))
        .to_owned();
    let tx = services.database.begin().await?;
    Entity::insert(row).on_conflict(again).exec_without_returning(&tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Forgets that an object was quarantined: it was dealt with, or is gone.
pub(crate) async fn forget(tx: &impl ConnectionTrait, object: Uuid) -> Result<()> {
    Entity::delete_many().filter(Column::ObjectId.eq(object)).exec(tx).await?;
    Ok(())
}
