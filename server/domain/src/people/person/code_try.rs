//! How often somebody typed a code that opened nothing (P11).

use crate::ground::error::Result;
use chrono::TimeDelta;
use contract::PersonId;
use sea_orm::entity::prelude::*;

/// For how long tries count, from the first one on.
pub(crate) const WINDOW: TimeDelta = TimeDelta::hours(1);

/// The table `code_try`: one row a person.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "code_try")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    /// When the first of them was.
    pub since: DateTimeUtc,
    pub count: i32,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Forgets somebody's tries.
pub(crate) async fn forget(tx: &impl ConnectionTrait, PersonId(id): PersonId) -> Result<()> {
    Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}
