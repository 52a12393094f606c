//! The address of a customer (P10): each of their workspaces has it beside its key, so that its mail dies with
//! it. A new one counts once the link in the mail to it was opened; the old one is notified.

use crate::{
    ground::{
        actor::Customer,
        audit::{self, Action, Actor, Entry},
        data_keys,
        error::Result,
        once,
        outbox::{self, Mail, Says},
        services::Services,
        vault::Owner,
    },
    guidance::workspace::{self, Column, of_customer},
    people::{
        organisation::{self, Organisation},
        person::{self, contact, email_change},
    },
};
use contract::{
    ApiError, FieldCode, PersonId,
    contact::{ContactDetails, NewContactDetails},
    person::Language,
};
use sea_orm::{DatabaseTransaction, QueryOrder, QuerySelect, entity::prelude::*};
use std::collections::HashSet;

/// A customer's own details, with whether their address refuses mail (N4).
pub(crate) async fn details(services: &Services, Customer(id): Customer) -> Result<ContactDetails> {
    let db = services.database.read();
    let refused = of_customer(id).filter(Column::AddressRefusedAt.is_not_null());
    let email_refused = refused.one(db).await?.is_some();
    let details = contact::details(services, id).await?;
    let email = match details.email {
        Some(email) => Some(email),
        None => workspace::invited_at(services, db, id).await?,
    };
    // Who takes part in nothing is written to by nobody.
    let may_change_email = of_customer(id).one(db).await?.is_some();
    Ok(ContactDetails { email, may_change_email, email_refused, ..details })
}

/// How many links somebody gets in a day: nobody has so many addresses, and each is a mail to somebody.
const LINKS_A_DAY: usize = 5;

/// Changes a customer's details; to another address goes a link.
///
/// # Errors
/// [`ApiError::Invalid`] with every mistake; [`ApiError::TooOften`] after [`LINKS_A_DAY`] other addresses;
/// [`ApiError::Conflict`] where they take part in nothing yet, so that nobody writes to them.
pub(crate) async fn save(services: &Services, Customer(id): Customer, new: &NewContactDetails) -> Result<()> {
    let new = new.check()?;
    let tx = once::begin(services).await?;
    if let Some(email) = &new.email {
        send_link(services, &tx, id, email).await?;
    }
    contact::change(services, &tx, (Actor::Customer(id), id), new).await?;
    Ok(tx.commit().await?)
}

/// Sends a link to another address, in place of one that waited before.
async fn send_link(services: &Services, tx: &DatabaseTransaction, id: PersonId, email: &str) -> Result<()> {
    let now = match contact::reachable(tx, &services.keyring, id).await?.email {
        Some(now) => Some(now),
        None => workspace::invited_at(services, tx, id).await?,
    };
    let is_missing = of_customer(id).filter(Column::Email.is_null()).one(tx).await?.is_some();
    if now.as_deref() == Some(email) && !is_missing {
        return Err(ApiError::field("email", FieldCode::SameEmail).into());
    }
    let of = audit::Column::ActorId.eq(id.0);
    audit::at_most(services, tx, LINKS_A_DAY, Action::EmailChangeAsked, of).await?;
    let whose = whose_mail(tx, id).await?;
    let token = email_change::put(services, tx, id, email).await?;
    send(services, tx, (id, &whose), email, Says::ConfirmEmail { token }).await?;
    let entry = Entry::new(Actor::Customer(id), Action::EmailChangeAsked).of(id);
    audit::record(tx, services.clock.now(), entry).await
}

/// Takes back a wish for another address: its link does not work any more.
pub(crate) async fn withdraw(services: &Services, Customer(id): Customer) -> Result<()> {
    let tx = once::begin(services).await?;
    if !email_change::withdraw(services, &tx, id).await? {
        return Ok(tx.commit().await?);
    }
    let entry = Entry::new(Actor::Customer(id), Action::EmailChangeWithdrawn).of(id);
    audit::record(&tx, services.clock.now(), entry).await?;
    Ok(tx.commit().await?)
}

/// The new address, once its link was opened: of all their workspaces. The old one is notified.
///
/// # Errors
/// [`ApiError::NotFound`] where the link is used, over, or somebody else's.
pub(crate) async fn confirm(services: &Services, Customer(id): Customer, token: &str) -> Result<()> {
    let tx = once::begin(services).await?;
    let email = email_change::take(services, &tx, id, token).await?;
    let whose = whose_mail(&tx, id).await?;
    // First the workspaces, then the person, as everywhere.
    let rows = of_customer(id).order_by_asc(Column::Id).lock_exclusive().all(&tx).await?;
    let now = services.clock.now();
    let mut before = HashSet::new();
    for row in rows {
        let owner = Owner::workspace(row.organisation(), row.id());
        let key = data_keys::load(&tx, &services.keyring, owner).await?;
        if let Some(old) = row.address_if_readable(&key) {
            outbox::redirect(&tx, now, (owner, &key), (&old, &email)).await?;
            before.insert(old);
        }
        workspace::set_address(&tx, &row, &key, Some(&email)).await?;
    }
    before.extend(contact::set_email(services, &tx, id, &email).await?);
    before.remove(&email);
    // What was refused before is no news to them: they are written to again.
    person::returned(&tx, id).await?;
    for address in before {
        send(services, &tx, (id, &whose), &address, Says::EmailChanged).await?;
    }
    let entry = Entry::new(Actor::Customer(id), Action::EmailChanged).of(id);
    audit::record(&tx, services.clock.now(), entry).await?;
    Ok(tx.commit().await?)
}

/// In whose name somebody is written to: the organisation of the workspace in which most happens.
async fn whose_mail(tx: &DatabaseTransaction, id: PersonId) -> Result<(Organisation, Language)> {
    let newest = of_customer(id).order_by_desc(Column::TouchedAt).one(tx).await?.ok_or(ApiError::Conflict)?;
    Ok((organisation::load(tx, newest.organisation()).await?, newest.customers_language(tx).await?))
}

async fn send(
    services: &Services,
    tx: &DatabaseTransaction,
    (id, (organisation, language)): (PersonId, &(Organisation, Language)),
    address: &str,
    says: Says,
) -> Result<()> {
    let owner = Owner::person(id);
    let key = data_keys::load(tx, &services.keyring, owner).await?;
    let mail = Mail { language: *language, about: None, says };
    outbox::put(services, tx, (owner, &key), organisation.id, address, &mail).await?;
    Ok(())
}
