//! The address of a workspace's customer: beside its key, so that its mail dies with it.

use super::{Column, Entity, Model, field, touch};
use crate::{
    ground::{
        data_keys,
        error::Result,
        services::Services,
        vault::{DataKey, Owner},
    },
    people::person::contact,
};
use contract::PersonId;
use sea_orm::{DatabaseTransaction, entity::prelude::*};

/// Takes a customer's address over into a workspace that they came into; the first time, that of its
/// invitation becomes theirs.
pub(super) async fn adopt(
    services: &Services,
    tx: &DatabaseTransaction,
    row: &Model,
    customer: PersonId,
) -> Result<()> {
    let owner = Owner::workspace(row.organisation(), row.id());
    let key = data_keys::load(tx, &services.keyring, owner).await?;
    if let Some(email) = contact::reachable(tx, &services.keyring, customer).await?.email {
        return set_address(tx, row, &key, &email).await;
    }
    // One that does not open any more is in the log.
    if let Ok(invited) = key.open_text(row.context(field::EMAIL), &row.email) {
        contact::set_email(services, tx, customer, &invited).await?;
    }
    Ok(())
}

/// Writes the address of a workspace: nothing is known against it yet.
pub(crate) async fn set_address(
    tx: &DatabaseTransaction,
    row: &Model,
    key: &DataKey,
    email: &str,
) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::Email, Expr::value(key.seal_text(row.context(field::EMAIL), email)?))
        .col_expr(Column::AddressRefusedAt, Expr::value(Option::<DateTimeUtc>::None))
        .filter(Column::Id.eq(row.id))
        .exec(tx)
        .await?;
    touch(tx, row.id()).await
}
