//! Stored files without a row, and since when each is known to be one. They are marked in one run, and
//! removed by another a day later at the earliest.

use crate::ground::error::Result;
use chrono::{DateTime, TimeDelta, Utc};
use object_store::path::Path;
use sea_orm::{ActiveValue::Set, QueryOrder, QuerySelect, entity::prelude::*, sea_query::OnConflict};

/// Rows written in one statement.
const BATCH: usize = 200;

/// For how long at least a file is known to be nobody's before it is removed: a restored backup that
/// is older than it gives time to be noticed.
pub(super) const MARKED: TimeDelta = TimeDelta::hours(24);

/// The table `file_orphan`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "file_orphan")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub path: String,
    marked_at: DateTimeUtc,
    /// Whether an operator said that it may go, however many they are.
    released: bool,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Marks what is not marked yet.
pub(super) async fn mark(tx: &impl ConnectionTrait, paths: &[&Path], now: DateTime<Utc>) -> Result<()> {
    for batch in paths.chunks(BATCH) {
        let rows = batch.iter().map(|path| ActiveModel {
            path: Set(path.to_string()),
            marked_at: Set(now),
            released: Set(false),
        });
        let known = OnConflict::column(Column::Path).do_nothing().to_owned();
        Entity::insert_many(rows).on_conflict(known).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Those that were marked before a moment, by path, after one; whether each was released.
pub(super) async fn marked_before(
    db: &impl ConnectionTrait,
    moment: DateTime<Utc>,
    after: &str,
    limit: u64,
) -> Result<Vec<(Path, bool)>> {
    let rows = Entity::find()
        .filter(Column::MarkedAt.lte(moment))
        .filter(Column::Path.gt(after))
        .order_by_asc(Column::Path)
        .limit(limit)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (Path::from(row.path), row.released)).collect())
}

/// Forgets the marks of these.
pub(super) async fn forget(tx: &impl ConnectionTrait, paths: &[&Path]) -> Result<()> {
    for batch in paths.chunks(BATCH) {
        let batch = batch.iter().map(ToString::to_string);
        Entity::delete_many().filter(Column::Path.is_in(batch)).exec(tx).await?;
    }
    Ok(())
}

/// Lets those go that were marked long enough ago to be counted: an operator has looked at their number.
pub(crate) async fn release(tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::Released, Expr::value(true))
        .filter(Column::MarkedAt.lte(now - MARKED))
        .exec(tx)
        .await?;
    Ok(())
}
