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
    guidance::workspace::{self, Column, Entity},
    people::{
        organisation::{self, Organisation},
        person::{self, contact, email_change},
    },
};
use contract::{ApiError, FieldCode, PersonId, contact::ContactDetails, person::Language};
use sea_orm::{DatabaseTransaction, QueryOrder, entity::prelude::*};

/// A customer's own details, with whether their address refuses mail (N4).
pub(crate) async fn details(services: &Services, Customer(id): Customer) -> Result<ContactDetails> {
    let refused = theirs(id).filter(Column::AddressRefusedAt.is_not_null());
    let email_refused = refused.one(services.database.read()).await?.is_some();
    Ok(ContactDetails { email_refused, ..contact::details(services, id).await? })
}

/// Sends a link to a new address.
///
/// # Errors
/// [`ApiError::Invalid`] where it is none, or the one they have; [`ApiError::Conflict`] where they take part
/// in nothing yet, so that nobody writes to them.
pub(crate) async fn change(services: &Services, Customer(id): Customer, email: &str) -> Result<()> {
    let email = contract::contact::check_email(email)?;
    let tx = once::begin(services).await?;
    if contact::reachable(&tx, &services.keyring, id).await?.email.as_deref() == Some(&*email) {
        return Err(ApiError::field("email", FieldCode::SameEmail).into());
    }
    let whose = whose_mail(&tx, id).await?;
    let token = email_change::put(services, &tx, id, &email).await?;
    send(services, &tx, (id, &whose), &email, Says::ConfirmEmail { token }).await?;
    let entry = Entry::new(Actor::Customer(id), Action::EmailChangeAsked).of(id);
    audit::record(&tx, services.clock.now(), entry).await?;
    Ok(tx.commit().await?)
}

/// The new address, once its link was opened: of all their workspaces. The old one is notified.
///
/// # Errors
/// [`ApiError::NotFound`] where the link is used, over, or somebody else's.
pub(crate) async fn confirm(services: &Services, Customer(id): Customer, token: &str) -> Result<()> {
    let tx = once::begin(services).await?;
    let email = email_change::of_link(services, &tx, id, token).await?;
    email_change::forget(&tx, id).await?;
    let whose = whose_mail(&tx, id).await?;
    let before = contact::set_email(services, &tx, id, &email).await?;
    for row in theirs(id).all(&tx).await? {
        let owner = Owner::workspace(row.organisation(), row.id());
        let key = data_keys::load(&tx, &services.keyring, owner).await?;
        workspace::set_address(&tx, &row, &key, &email).await?;
    }
    // What was refused before is no news to them: they are written to again.
    person::returned(&tx, id).await?;
    if let Some(before) = before {
        send(services, &tx, (id, &whose), &before, Says::EmailChanged).await?;
    }
    let entry = Entry::new(Actor::Customer(id), Action::EmailChanged).of(id);
    audit::record(&tx, services.clock.now(), entry).await?;
    Ok(tx.commit().await?)
}

/// The workspaces of a customer who has come in.
fn theirs(id: PersonId) -> Select<Entity> {
    Entity::find()
        .filter(Column::CustomerId.eq(id.0))
        .filter(Column::InvitationStatus.eq(workspace::InvitationStatusColumn::Taken))
        .order_by_desc(Column::TouchedAt)
}

/// In whose name somebody is written to: the organisation of the workspace in which most happens.
async fn whose_mail(tx: &DatabaseTransaction, id: PersonId) -> Result<(Organisation, Language)> {
    let newest = theirs(id).one(tx).await?.ok_or(ApiError::Conflict)?;
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
    let mail = Mail { language: *language, organisation: organisation.name.clone(), about: None, says };
    outbox::put(services, tx, (owner, &key), organisation.id, address, &mail).await?;
    Ok(())
}
