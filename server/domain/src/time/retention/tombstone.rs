//! What remains of a deleted owner (L7): a class, dates, a policy's version, counts. Nothing
//! of anybody.

use crate::ground::{error::Result, vault::OwnerKind};
use sea_orm::{QueryOrder, entity::prelude::*};

/// The table `tombstone`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tombstone")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub organisation_id: Uuid,
    pub class: OwnerKind,
    pub created_on: Date,
    pub kept_through: Date,
    pub policy_version: i32,
    pub conversations: i64,
    pub messages: i64,
    pub unnoticed: bool,
    pub key_destroyed_at: DateTimeUtc,
    pub rows_removed_at: Option<DateTimeUtc>,
    pub finished_at: Option<DateTimeUtc>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A deletion that has begun: its key is destroyed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tombstone {
    /// The id of the owner that was.
    pub owner: Uuid,
    /// Its class.
    pub class: OwnerKind,
    /// Whether its rows are removed as well.
    pub rows_removed: bool,
}

/// Deletions that have begun and are not finished, the oldest first.
pub(super) async fn unfinished(db: &impl ConnectionTrait) -> Result<Vec<Tombstone>> {
    let rows = Entity::find()
        .filter(Column::FinishedAt.is_null())
        .order_by_asc(Column::KeyDestroyedAt)
        .all(db)
        .await?;
    let begun = |row: Model| Tombstone {
        owner: row.id,
        class: row.class,
        rows_removed: row.rows_removed_at.is_some(),
    };
    Ok(rows.into_iter().map(begun).collect())
}
