//! Mail to staff at their address at work, sealed with their key; and whether that address takes mail (N4).

use super::{Column, EMAIL, Entity, held, load};
use crate::ground::{
    data_keys,
    error::{Error, Result},
    outbox::{self, Mail},
    services::Services,
    vault::{DataKey, Keyring, Owner},
};
use chrono::{DateTime, Utc};
use contract::{OrganisationId, PersonId, damage::reference_of, person::Language};
use sea_orm::{DatabaseTransaction, entity::prelude::*};

/// Where mail to a member of staff goes, and in which language. `None` when no provider told, and where the address
/// cannot be read any more: nothing that they or others do stops for that. A key that does not open is an error.
pub(crate) async fn staff_address(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    id: PersonId,
) -> Result<Option<(String, Language)>> {
    Ok(opened(db, keyring, id).await?.map(|(_, address, language)| (address, language)))
}

async fn opened(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    id: PersonId,
) -> Result<Option<(DataKey, String, Language)>> {
    let row = load(db, id).await?;
    let Some(sealed) = &row.email else { return Ok(None) };
    let key = data_keys::load(db, keyring, Owner::person(id)).await?;
    let language = row.language().unwrap_or_default();
    let email = key.show(row.context(EMAIL), sealed);
    Ok(reference_of(&email).is_none().then_some((key, email, language)))
}

/// Puts the mail that `write` makes into the outbox, in the reader's language. Gives whether there is one: of some no
/// provider told an address.
pub(crate) async fn write_to_staff(
    services: &Services,
    tx: &DatabaseTransaction,
    organisation: OrganisationId,
    reader: PersonId,
    write: impl FnOnce(Language) -> Mail,
) -> Result<bool> {
    let opened = opened(tx, &services.keyring, reader).await?;
    let Some((key, address, language)) = opened else { return Ok(false) };
    let sealed_by = (Owner::person(reader), &key);
    outbox::put(services, tx, sealed_by, organisation, &address, &write(language)).await?;
    Ok(true)
}

/// The same where what is done does not depend on it: whose key is damaged gets no mail, and nobody else waits for that.
pub(crate) async fn write_to_staff_if_readable(
    services: &Services,
    tx: &DatabaseTransaction,
    organisation: OrganisationId,
    reader: PersonId,
    write: impl FnOnce(Language) -> Mail,
) -> Result<bool> {
    match write_to_staff(services, tx, organisation, reader, write).await {
        Err(error @ (Error::Seal(_) | Error::Damaged(_) | Error::Inconsistent(_))) => {
            tracing::error!(person = %reader, %error, "no mail can be written to them");
            Ok(false)
        }
        written => written,
    }
}

/// Notes of a member of staff since when their address refuses mail, or that it does not any more; nothing where they have
/// another by now.
pub(crate) async fn mark_refused(
    services: &Services,
    tx: &DatabaseTransaction,
    id: PersonId,
    address: &str,
    at: Option<DateTime<Utc>>,
) -> Result<()> {
    let Some(row) = held(tx, id).await? else { return Ok(()) };
    let (false, Some(sealed)) = (row.is_customer(), &row.email) else { return Ok(()) };
    if row.email_refused_at.is_some() == at.is_some() {
        return Ok(());
    }
    let key = data_keys::load(tx, &services.keyring, Owner::person(id)).await?;
    if key.open_text(row.context(EMAIL), sealed)? != address {
        return Ok(());
    }
    let mark = Entity::update_many().col_expr(Column::EmailRefusedAt, Expr::value(at));
    mark.filter(Column::Id.eq(id.0)).exec(tx).await?;
    Ok(())
}
