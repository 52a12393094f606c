//! How somebody wishes to be told of what is new (N2), and whether a mail has told them since they last came (N1).

use super::{Column, Entity, Model};
use crate::ground::{error::Result, services::Services};
use chrono::{DateTime, Utc};
use contract::{PersonId, person::Telling};
use sea_orm::{DatabaseTransaction, QuerySelect, entity::prelude::*};

impl Model {
    /// How they wish to be told.
    pub(crate) fn telling(&self) -> Telling {
        self.told.as_deref().and_then(Telling::from_code).unwrap_or_default()
    }
}

/// How somebody wishes to be told.
pub(crate) async fn telling(services: &Services, id: PersonId) -> Result<Telling> {
    Ok(super::load(services.database.read(), id).await?.telling())
}

/// Remembers how somebody wishes to be told.
pub(crate) async fn tell(services: &Services, id: PersonId, telling: Telling) -> Result<()> {
    let tx = services.database.begin().await?;
    Entity::update_many()
        .col_expr(Column::Told, Expr::value(telling.code()))
        .filter(Column::Id.eq(id.0))
        .exec(&tx)
        .await?;
    Ok(tx.commit().await?)
}

/// Somebody whose row is held until the transaction ends. `None` once they are forgotten.
pub(crate) async fn held(tx: &DatabaseTransaction, id: PersonId) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.0).lock_exclusive().one(tx).await?)
}

/// A mail tells them now: the next one waits until they come.
pub(crate) async fn told(tx: &DatabaseTransaction, id: PersonId, now: DateTime<Utc>) -> Result<()> {
    set(tx, id, Some(now)).await
}

/// They have come.
pub(crate) async fn came(tx: &DatabaseTransaction, id: PersonId) -> Result<()> {
    set(tx, id, None).await
}

async fn set(tx: &DatabaseTransaction, id: PersonId, at: Option<DateTime<Utc>>) -> Result<()> {
    let update = Entity::update_many().col_expr(Column::ToldAt, Expr::value(at)).filter(Column::Id.eq(id.0));
    // What is so already is not written again.
    let update = if at.is_none() { update.filter(Column::ToldAt.is_not_null()) } else { update };
    update.exec(tx).await?;
    Ok(())
}
