//! Contact details of people (P10): read, changed, and shown to those on the other side.

use super::{EMAIL, Model, PHONE, POSTAL_ADDRESS, email_change, held, load, reseal, set_email_frequency};
use crate::ground::{
    audit::{self, Action, Actor, Entry},
    data_keys,
    error::{Error, Result},
    once,
    services::Services,
    vault::{Keyring, Owner},
};
use contract::{
    ApiError, FieldCode, PersonId,
    contact::{CheckedContactDetails, ContactDetails, NewContactDetails, Reachable},
    damage::reference_of,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

/// Somebody's own details. Whether a customer's address refuses mail is known where their workspaces are.
pub(crate) async fn details(services: &Services, id: PersonId) -> Result<ContactDetails> {
    let db = services.database.read();
    let row = load(db, id).await?;
    let Reachable { email, phone, postal_address } = open(db, &services.keyring, &row).await?;
    Ok(ContactDetails {
        email,
        may_change_email: row.is_customer(),
        email_refused: row.email_refused_at.is_some(),
        pending_email: email_change::pending(services, id).await?,
        phone: phone.unwrap_or_default(),
        postal_address: postal_address.unwrap_or_default(),
        frequency: row.email_frequency(),
    })
}

/// Changes what staff may of their own details: their address comes from their organisation.
///
/// # Errors
/// [`ApiError::Invalid`] with every mistake.
pub(crate) async fn save(
    services: &Services,
    actor: Actor,
    id: PersonId,
    new: &NewContactDetails,
) -> Result<()> {
    let new = new.check()?;
    if new.email.is_some() {
        return Err(ApiError::field("email", FieldCode::NotAChoice).into());
    }
    let tx = once::begin(services).await?;
    change(services, &tx, (actor, id), new).await?;
    Ok(tx.commit().await?)
}

/// Changes somebody's number, postal address, and how they wish to be notified.
pub(crate) async fn change(
    services: &Services,
    tx: &DatabaseTransaction,
    (actor, id): (Actor, PersonId),
    CheckedContactDetails { phone, postal_address, frequency, .. }: CheckedContactDetails,
) -> Result<()> {
    let row = held(tx, id).await?.ok_or(Error::Inconsistent("person missing"))?;
    let some = |text: String| (!text.is_empty()).then_some(text);
    reseal::change(tx, &services.keyring, &row, |details| {
        details.phone = some(phone);
        details.postal_address = some(postal_address);
    })
    .await?;
    set_email_frequency(tx, id, frequency).await?;
    audit::record(tx, services.clock.now(), Entry::new(actor, Action::ContactDetailsChanged).of(id)).await
}

/// Gives somebody an address. Returns the one of before.
pub(crate) async fn set_email(
    services: &Services,
    tx: &DatabaseTransaction,
    id: PersonId,
    email: &str,
) -> Result<Option<String>> {
    let row = held(tx, id).await?.ok_or(Error::Inconsistent("person missing"))?;
    let mut before = None;
    reseal::change(tx, &services.keyring, &row, |details| {
        before = details.email.replace(email.to_owned());
    })
    .await?;
    Ok(before)
}

/// How somebody can be reached.
pub(crate) async fn reachable(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    id: PersonId,
) -> Result<Reachable> {
    open(db, keyring, &load(db, id).await?).await
}

async fn open(db: &impl ConnectionTrait, keyring: &Keyring, row: &Model) -> Result<Reachable> {
    if row.email.is_none() && row.phone.is_none() && row.postal_address.is_none() {
        return Ok(Reachable::default());
    }
    let key = data_keys::load(db, keyring, Owner::person(PersonId(row.id))).await?;
    let shown = |field, sealed: &Option<_>| {
        let text = sealed.as_ref().map(|sealed| key.show(row.context(field), sealed));
        // One that does not open is in the log.
        text.filter(|text| reference_of(text).is_none())
    };
    Ok(Reachable {
        email: shown(EMAIL, &row.email),
        phone: shown(PHONE, &row.phone),
        postal_address: shown(POSTAL_ADDRESS, &row.postal_address),
    })
}
