//! The address of a workspace's customer: beside its key, so that its mail dies with it.

use crate::{
    ground::{
        data_keys,
        error::Result,
        services::Services,
        vault::{DataKey, Owner},
    },
    guidance::workspace::{Column, Entity, InvitationStatusColumn, Model, field, touch},
    people::person::contact,
};
use contract::PersonId;
use sea_orm::{DatabaseTransaction, QueryOrder, entity::prelude::*};

/// Takes a customer's address over into a workspace that they came into; the first time, that of its
/// invitation becomes theirs.
pub(crate) async fn adopt(
    services: &Services,
    tx: &DatabaseTransaction,
    row: &Model,
    customer: PersonId,
) -> Result<()> {
    let owner = Owner::workspace(row.organisation(), row.id());
    let key = data_keys::load(tx, &services.keyring, owner).await?;
    let theirs = match contact::reachable(tx, &services.keyring, customer).await?.email {
        Some(email) => Some(email),
        None => invited_at_besides(services, tx, customer, Some(row.id)).await?,
    };
    if let Some(email) = theirs {
        return set_address(tx, row, &key, &email).await;
    }
    // One that does not open any more is in the log.
    if let Ok(invited) = key.open_text(row.context(field::EMAIL), &row.email) {
        contact::set_email(services, tx, customer, &invited).await?;
    }
    Ok(())
}

/// The workspaces into which a customer has come.
pub(crate) fn of_customer(id: PersonId) -> Select<Entity> {
    Entity::find()
        .filter(Column::CustomerId.eq(id.0))
        .filter(Column::InvitationStatus.eq(InvitationStatusColumn::Taken))
}

/// Where the customer of workspaces is written to who never gave an address themselves: that of the workspace in
/// which something happened last. So it is for whoever came in before addresses were people's own.
pub(crate) async fn invited_at(
    services: &Services,
    db: &impl ConnectionTrait,
    customer: PersonId,
) -> Result<Option<String>> {
    invited_at_besides(services, db, customer, None).await
}

async fn invited_at_besides(
    services: &Services,
    db: &impl ConnectionTrait,
    customer: PersonId,
    besides: Option<Uuid>,
) -> Result<Option<String>> {
    let others = of_customer(customer).filter(Column::Id.is_not_in(besides));
    let Some(row) = others.order_by_desc(Column::TouchedAt).one(db).await? else { return Ok(None) };
    let owner = Owner::workspace(row.organisation(), row.id());
    let key = data_keys::load(db, &services.keyring, owner).await?;
    // One that does not open any more is in the log.
    Ok(key.open_text(row.context(field::EMAIL), &row.email).ok())
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
