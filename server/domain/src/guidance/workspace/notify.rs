//! Notifying the customer of a workspace by mail, in the transaction of what it is about.

use super::{Model, field};
use crate::ground::{
    data_keys,
    error::Result,
    outbox::{self, Mail},
    services::Services,
    vault::Owner,
};
use contract::{damage::reference_of, person::Language};
use sea_orm::DatabaseTransaction;

/// Puts the mail that `write` makes into the outbox, in the customer's language. Where nobody has
/// come in, there is nobody to notify.
pub(crate) async fn notify(
    services: &Services,
    tx: &DatabaseTransaction,
    row: &Model,
    write: impl FnOnce(Language) -> Mail,
) -> Result<()> {
    if !row.has_joined() {
        return Ok(());
    }
    let owner = Owner::workspace(row.organisation(), row.id());
    let key = data_keys::load(tx, &services.keyring, owner).await?;
    // An address that cannot be read any more is in the log; what it is about goes on without.
    let email = key.show(row.context(field::EMAIL), &row.email);
    if reference_of(&email).is_some() {
        return Ok(());
    }
    let mail = write(row.customers_language(tx).await?);
    outbox::put(services, tx, (owner, &key), row.organisation(), &email, &mail).await?;
    Ok(())
}
