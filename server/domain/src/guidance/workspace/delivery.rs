//! Whether mail gets through to the customer, and to staff (N4): what the mail server accepted and refused, and why the next
//! step of a workspace waits (L9).

pub(super) mod address;

use super::{Column, Entity, Model, commit};
use crate::ground::{
    clock::local_time,
    data_keys,
    error::Result,
    notice,
    outbox::{self, QueuedEmail},
    services::Services,
    vault::{Owner, OwnerKind},
};
use crate::people::person;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use contract::{PersonId, WorkspaceId, invitation::InvitationMail, life::Wait};
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// Notes that an email was accepted, with the notice that it gave. An address that takes mail is not
/// refused any more. One that goes to another address by now is not sent yet.
pub async fn delivered(services: &Services, email: &QueuedEmail) -> Result<()> {
    let tx = services.database.begin().await?;
    // A value that does not open has no mail sent again.
    let now = outbox::address_of(services, &tx, email.id).await.ok().flatten();
    if now.is_some_and(|address| address != email.recipient) {
        return Ok(());
    }
    notice::delivered(&tx, email.id, services.clock.now()).await?;
    tx.commit().await?;
    if let Err(error) = takes_mail(services, email).await {
        tracing::error!(email = %email.id, %error, "it is not noted that an address takes mail");
    }
    Ok(())
}

/// Notes that the address of an email is not refused any more.
async fn takes_mail(services: &Services, email: &QueuedEmail) -> Result<()> {
    let tx = services.database.begin().await?;
    let Some(owner) = outbox::owner_of(&tx, email.id).await? else { return Ok(()) };
    if owner.kind == OwnerKind::Person {
        person::mark_refused(services, &tx, PersonId(owner.id), &email.recipient, None).await?;
        return Ok(tx.commit().await?);
    }
    let Some(row) = refused_before(services, &tx, owner, &email.recipient).await? else { return Ok(()) };
    mark(&tx, row.id, None).await?;
    commit(services, tx, row.id()).await
}

/// Notes that the mail server refuses the address of an email for good. The email waits on and is tried
/// again: a server that is set up wrong may refuse everybody.
pub async fn refused(services: &Services, email: &QueuedEmail) -> Result<()> {
    let (tx, now) = (services.database.begin().await?, services.clock.now());
    let Some(owner) = outbox::owner_of(&tx, email.id).await? else { return Ok(()) };
    if owner.kind == OwnerKind::Person {
        person::mark_refused(services, &tx, PersonId(owner.id), &email.recipient, Some(now)).await?;
        return Ok(tx.commit().await?);
    }
    let Some(row) = customers(services, &tx, owner, &email.recipient).await? else { return Ok(()) };
    if row.address_refused_at.is_some() {
        return Ok(());
    }
    mark(&tx, row.id, Some(now)).await?;
    commit(services, tx, row.id()).await
}

async fn mark(tx: &impl ConnectionTrait, id: Uuid, at: Option<DateTime<Utc>>) -> Result<()> {
    let column = Entity::update_many().col_expr(Column::AddressRefusedAt, Expr::value(at));
    column.filter(Column::Id.eq(id)).exec(tx).await?;
    Ok(())
}

/// The workspace of an email, where it went to the customer's address.
async fn customers(
    services: &Services,
    db: &impl ConnectionTrait,
    owner: Owner,
    address: &str,
) -> Result<Option<Model>> {
    if owner.kind != OwnerKind::Workspace {
        return Ok(None);
    }
    let Some(row) = Entity::find_by_id(owner.id).one(db).await? else { return Ok(None) };
    let key = data_keys::load(db, &services.keyring, owner).await?;
    Ok((row.address(&key)?.as_deref() == Some(address)).then_some(row))
}

async fn refused_before(
    services: &Services,
    db: &impl ConnectionTrait,
    owner: Owner,
    address: &str,
) -> Result<Option<Model>> {
    let row = customers(services, db, owner, address).await?;
    Ok(row.filter(|row| row.address_refused_at.is_some()))
}

/// How far the mail of an invitation has come: before the customer is in, no other goes to their address.
pub(super) async fn invitation_mail(
    db: &impl ConnectionTrait,
    row: &Model,
    zone: Tz,
) -> Result<InvitationMail> {
    let newest = outbox::newest_of(db, OwnerKind::Workspace, row.id).await?;
    Ok(match newest {
        _ if row.address_refused_at.is_some() => InvitationMail::Refused,
        // What was sent long ago is not kept.
        None => InvitationMail::Accepted(None),
        Some((_, Some(at))) => InvitationMail::Accepted(Some(local_time(at, zone))),
        // The first attempt may be on its way just now.
        Some((attempts, None)) if attempts > 1 => InvitationMail::Trying,
        Some(_) => InvitationMail::Queued,
    })
}

/// Why the next step waits, of those workspaces whose step does.
pub(crate) async fn waits(db: &impl ConnectionTrait, rows: &[Model]) -> Result<HashMap<WorkspaceId, Wait>> {
    let waiting: Vec<&Model> = rows.iter().filter(|row| row.postponed_since.is_some()).collect();
    if waiting.is_empty() {
        return Ok(HashMap::new());
    }
    let failing = outbox::failing(db, OwnerKind::Workspace, waiting.iter().map(|row| row.id)).await?;
    let why = |row: &Model| {
        if row.address_refused_at.is_some() || failing.contains(&row.id) { Wait::Mail } else { Wait::Notice }
    };
    Ok(waiting.into_iter().map(|row| (row.id(), why(row))).collect())
}
