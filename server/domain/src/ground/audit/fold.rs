//! What repeats without end is one line an hour, with a count: otherwise a stranger could fill a
//! table that is kept always.

use super::{ActiveModel as Line, Entity as Lines, Entry};
use crate::ground::{error::Result, services::Services};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    DatabaseTransaction, ExprTrait, IntoActiveModel, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::OnConflict,
};

/// Lines written in one transaction.
const BATCH: u64 = 200;

/// The table `audit_fold`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_fold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    action: String,
    #[sea_orm(primary_key, auto_increment = false)]
    actor_kind: String,
    /// Nil for nobody, as in the next.
    #[sea_orm(primary_key, auto_increment = false)]
    actor_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    organisation_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    detail: String,
    #[sea_orm(primary_key, auto_increment = false)]
    hour: DateTimeUtc,
    count: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Counts something that is not worth a line of its own. `about` says more of it than the entry's
/// detail can; it is a word of the configuration, never something typed.
pub(crate) async fn fold(
    tx: &DatabaseTransaction,
    at: DateTime<Utc>,
    entry: Entry,
    about: Option<&str>,
) -> Result<()> {
    let (actor_kind, actor_id) = entry.actor.columns();
    let detail = [entry.detail, about].into_iter().flatten().collect::<Vec<_>>().join(":");
    let row = Model {
        action: entry.action.code().to_owned(),
        actor_kind: actor_kind.to_owned(),
        actor_id: actor_id.unwrap_or_default(),
        organisation_id: entry.organisation.map(|id| id.0).unwrap_or_default(),
        detail,
        hour: hour(at),
        count: 1,
    };
    let one_more = OnConflict::columns([
        Column::Action,
        Column::ActorKind,
        Column::ActorId,
        Column::OrganisationId,
        Column::Detail,
        Column::Hour,
    ])
    .value(Column::Count, Expr::col((Entity, Column::Count)).add(1))
    .to_owned();
    Entity::insert(row.into_active_model().reset_all())
        .on_conflict(one_more)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// The full hour before a moment.
fn hour(at: DateTime<Utc>) -> DateTime<Utc> {
    at.duration_trunc(TimeDelta::hours(1)).unwrap_or(at)
}

/// Writes the lines of hours that are over. Gives their number.
pub async fn write_folds(services: &Services) -> Result<u64> {
    let now = services.clock.now();
    let mut count = 0;
    loop {
        let tx = services.database.begin().await?;
        let rows = Entity::find()
            .filter(Column::Hour.lt(hour(now)))
            .order_by_asc(Column::Hour)
            .limit(BATCH)
            .all(&tx)
            .await?;
        if rows.is_empty() {
            return Ok(count);
        }
        let mut lines = Vec::with_capacity(rows.len());
        for row in rows {
            let key = (
                row.action.clone(),
                row.actor_kind.clone(),
                row.actor_id,
                row.organisation_id,
                row.detail.clone(),
                row.hour,
            );
            // Of two processes that are at it, one removes it.
            if Entity::delete_by_id(key).exec(&tx).await?.rows_affected == 1 {
                lines.push(row.line());
            }
        }
        count += lines.len() as u64;
        if !lines.is_empty() {
            Lines::insert_many(lines).exec_without_returning(&tx).await?;
        }
        tx.commit().await?;
    }
}

impl Model {
    /// The line that stands for all that were counted.
    fn line(self) -> Line {
        let known = |id: Uuid| (!id.is_nil()).then_some(id);
        Line {
            id: NotSet,
            at: Set(self.hour),
            organisation_id: Set(known(self.organisation_id)),
            actor_kind: Set(self.actor_kind),
            actor_id: Set(known(self.actor_id)),
            action: Set(self.action),
            object_id: Set(None),
            subject_id: Set(None),
            detail: Set((!self.detail.is_empty()).then_some(self.detail)),
            count: Set(Some(self.count)),
        }
    }
}
