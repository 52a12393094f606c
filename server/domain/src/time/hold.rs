//! Holds, as stored (R1): an owner is kept longer, on a ground, by somebody, until a day.

use crate::ground::{error::Result, vault::OwnerKind};
use chrono::NaiveDate;
use sea_orm::{QueryOrder, entity::prelude::*};

/// The table `hold`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "hold")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub owner_id: Uuid,
    pub owner_kind: OwnerKind,
    pub ground: String,
    pub person_id: Uuid,
    pub placed_at: DateTimeUtc,
    pub until: Date,
    pub lifted_at: Option<DateTimeUtc>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Until when the holds of an owner keep it.
pub(crate) async fn longest(db: &impl ConnectionTrait, owner: Uuid) -> Result<Option<NaiveDate>> {
    let row = Entity::find()
        .filter(Column::OwnerId.eq(owner))
        .filter(Column::LiftedAt.is_null())
        .order_by_desc(Column::Until)
        .one(db)
        .await?;
    Ok(row.map(|hold| hold.until))
}

/// Lets no hold of an owner last longer than a day.
pub(crate) async fn shorten(tx: &impl ConnectionTrait, owner: Uuid, day: NaiveDate) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::Until, Expr::value(day))
        .filter(Column::OwnerId.eq(owner))
        .filter(Column::LiftedAt.is_null())
        .filter(Column::Until.gt(day))
        .exec(tx)
        .await?;
    Ok(())
}

/// Forgets the holds of an owner that is destroyed.
pub(crate) async fn forget(tx: &impl ConnectionTrait, owner: Uuid) -> Result<()> {
    Entity::delete_many().filter(Column::OwnerId.eq(owner)).exec(tx).await?;
    Ok(())
}
