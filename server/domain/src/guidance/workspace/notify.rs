//! Notifying the customer of a workspace by mail, in the transaction of what it is about.

use super::Model;
use crate::ground::{
    data_keys,
    error::Result,
    outbox::{self, Mail},
    services::Services,
    vault::Owner,
};
use contract::person::Language;
use sea_orm::DatabaseTransaction;

/// Puts the mail that `write` makes into the outbox, in the customer's language. Where nobody has
/// come in, there is nobody to notify; where nobody knows an address, it stands in the portal only (P11). Gives
/// whether there is a mail.
pub(crate) async fn notify(
    services: &Services,
    tx: &DatabaseTransaction,
    row: &Model,
    write: impl FnOnce(Language) -> Mail,
) -> Result<bool> {
    if !row.has_joined() {
        return Ok(false);
    }
    let owner = Owner::workspace(row.organisation(), row.id());
    let key = data_keys::load(tx, &services.keyring, owner).await?;
    let Some(email) = row.address_if_readable(&key) else { return Ok(false) };
    let mail = write(row.customers_language(tx).await?);
    outbox::put(services, tx, (owner, &key), row.organisation(), &email, &mail).await?;
    Ok(true)
}
