//! Addresses that wait for the link in the mail to them to be opened (P10): one a person, used once, for a day.

use crate::ground::{
    data_keys,
    error::Result,
    outbox,
    random::token_hash,
    services::Services,
    vault::{Owner, SealContext, Sealed, SealedRow},
};
use chrono::TimeDelta;
use contract::{ApiError, PersonId};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, entity::prelude::*};

const EMAIL: &str = "email_change.email";

/// How long a link works.
pub(crate) const VALID: TimeDelta = TimeDelta::hours(24);

/// The table `email_change`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "email_change")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    #[sea_orm(column_type = "Blob")]
    pub email: Sealed,
    #[sea_orm(column_type = "Blob", unique)]
    pub token_hash: Vec<u8>,
    pub expires_at: DateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl SealedRow for Model {
    fn values(&self) -> Vec<(SealContext, &Sealed)> {
        vec![(SealContext::of(self.person_id, EMAIL), &self.email)]
    }
}

/// Keeps an address until its link is opened, in place of one that waited before. Gives the secret part of
/// the link.
pub(crate) async fn put(
    services: &Services,
    tx: &DatabaseTransaction,
    id: PersonId,
    email: &str,
) -> Result<String> {
    let now = services.clock.now();
    withdraw(services, tx, id).await?;
    let key = data_keys::load(tx, &services.keyring, Owner::person(id)).await?;
    let token = services.randomness.token();
    let row = ActiveModel {
        person_id: Set(id.0),
        email: Set(key.seal_text(SealContext::of(id.0, EMAIL), email)?),
        token_hash: Set(token_hash(&token)),
        expires_at: Set(now + VALID),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(token)
}

/// The address of somebody's that waits, while its link works.
pub(crate) async fn pending(services: &Services, id: PersonId) -> Result<Option<String>> {
    let row = Entity::find_by_id(id.0).filter(Column::ExpiresAt.gt(services.clock.now()));
    let Some(row) = row.one(services.database.read()).await? else { return Ok(None) };
    let key = data_keys::load(services.database.read(), &services.keyring, Owner::person(id)).await?;
    Ok(Some(key.show(SealContext::of(id.0, EMAIL), &row.email)))
}

/// The address of a link that somebody opens, while it works and is theirs.
///
/// # Errors
/// [`ApiError::NotFound`] where it is used, over, or somebody else's.
pub(crate) async fn of_link(
    services: &Services,
    db: &impl ConnectionTrait,
    id: PersonId,
    token: &str,
) -> Result<String> {
    let row = Entity::find_by_id(id.0)
        .filter(Column::TokenHash.eq(token_hash(token)))
        .filter(Column::ExpiresAt.gt(services.clock.now()))
        .one(db)
        .await?
        .ok_or(ApiError::NotFound)?;
    let key = data_keys::load(db, &services.keyring, Owner::person(id)).await?;
    Ok(key.open_text(SealContext::of(id.0, EMAIL), &row.email)?)
}

/// Takes the address of a link: of two who open it, one gets it.
///
/// # Errors
/// As [`of_link`].
pub(crate) async fn take(
    services: &Services,
    tx: &DatabaseTransaction,
    id: PersonId,
    token: &str,
) -> Result<String> {
    let email = of_link(services, tx, id, token).await?;
    let deleted = Entity::delete_by_id(id.0).filter(Column::TokenHash.eq(token_hash(token))).exec(tx).await?;
    if deleted.rows_affected == 1 { Ok(email) } else { Err(ApiError::NotFound.into()) }
}

/// Takes back the address of somebody's that waits: its link is not sent any more, and works no more. Gives whether there
/// was one.
pub(crate) async fn withdraw(services: &Services, tx: &DatabaseTransaction, id: PersonId) -> Result<bool> {
    let deleted = Entity::delete_by_id(id.0).exec(tx).await?;
    if deleted.rows_affected == 0 {
        return Ok(false);
    }
    let owner = Owner::person(id);
    let key = data_keys::load(tx, &services.keyring, owner).await?;
    outbox::cancel_links(tx, (owner, &key)).await?;
    Ok(true)
}

/// Somebody is forgotten, with the address of theirs that waits.
pub(crate) async fn forget(tx: &impl ConnectionTrait, id: PersonId) -> Result<()> {
    Entity::delete_by_id(id.0).exec(tx).await?;
    Ok(())
}
