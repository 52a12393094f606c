//! What the HTTP session layer keeps, by the hash of the cookie's id. Saving only updates: a
//! request in flight does not bring a session back that was signed out meanwhile.

use crate::ground::{error::Result, services::Services};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, entity::prelude::*};

/// The table `http_session`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "http_session")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false, column_type = "Blob")]
    id_hash: Vec<u8>,
    data: String,
    expires_at: DateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Stores a new session. `false` when the id is taken.
pub async fn insert(
    services: &Services,
    id_hash: Vec<u8>,
    data: String,
    expires_at: DateTime<Utc>,
) -> Result<bool> {
    let tx = services.database.begin().await?;
    if Entity::find_by_id(id_hash.clone()).one(&tx).await?.is_some() {
        return Ok(false);
    }
    let row = ActiveModel { id_hash: Set(id_hash), data: Set(data), expires_at: Set(expires_at) };
    Entity::insert(row).exec_without_returning(&tx).await?;
    tx.commit().await?;
    Ok(true)
}

/// Stores a changed session. `false` when it is not there any more.
pub async fn update(
    services: &Services,
    id_hash: Vec<u8>,
    data: String,
    expires_at: DateTime<Utc>,
) -> Result<bool> {
    let tx = services.database.begin().await?;
    let changed = Entity::update_many()
        .col_expr(Column::Data, Expr::value(data))
        .col_expr(Column::ExpiresAt, Expr::value(expires_at))
        .filter(Column::IdHash.eq(id_hash))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(changed.rows_affected == 1)
}

/// The data of a session, and when the session layer thinks it over. How long a sign-in really
/// lasts is decided elsewhere.
pub async fn find(services: &Services, id_hash: Vec<u8>) -> Result<Option<(String, DateTime<Utc>)>> {
    let row = Entity::find_by_id(id_hash).one(services.database.read()).await?;
    Ok(row.map(|row| (row.data, row.expires_at)))
}

/// Takes the sessions of a demonstration along when its clock is moved by `delta`.
pub(super) async fn advance_clock(tx: &DatabaseTransaction, delta: TimeDelta) -> Result<()> {
    for row in Entity::find().all(tx).await? {
        Entity::update_many()
            .col_expr(Column::ExpiresAt, Expr::value(row.expires_at + delta))
            .filter(Column::IdHash.eq(row.id_hash))
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// Forgets a session.
pub async fn delete(services: &Services, id_hash: Vec<u8>) -> Result<()> {
    let tx = services.database.begin().await?;
    Entity::delete_many().filter(Column::IdHash.eq(id_hash)).exec(&tx).await?;
    tx.commit().await?;
    Ok(())
}
