//! To whom an email goes, and whose emails do not get through.

use super::{CONTENT, Column, Entity, Model, RECIPIENT, Says, stored};
use crate::ground::{
    data_keys,
    error::Result,
    services::Services,
    vault::{DataKey, Owner, OwnerKind, SealContext},
};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{QueryOrder, QuerySelect, Select, entity::prelude::*};
use std::collections::HashSet;

/// Longer than one is being handed over.
const SOON: TimeDelta = TimeDelta::minutes(2);

/// The address an email goes to. Nothing where it is gone.
pub(crate) async fn address_of(
    services: &Services,
    db: &impl ConnectionTrait,
    email: Uuid,
) -> Result<Option<String>> {
    let Some(row) = Entity::find_by_id(email).one(db).await? else { return Ok(None) };
    let key = data_keys::load(db, &services.keyring, row.owner()).await?;
    Ok(Some(key.open_text(SealContext::of(row.id, RECIPIENT), &row.recipient)?))
}

/// How far the newest email of an owner has come: how often it was tried, and when it was accepted.
pub(crate) async fn newest_of(
    db: &impl ConnectionTrait,
    kind: OwnerKind,
    owner: Uuid,
) -> Result<Option<(i32, Option<DateTime<Utc>>)>> {
    let row = Entity::find()
        .filter(Column::OwnerKind.eq(kind))
        .filter(Column::OwnerId.eq(owner))
        .order_by_desc(Column::CreatedAt)
        .one(db)
        .await?;
    Ok(row.map(|row| (row.attempts, row.sent_at)))
}

/// Takes back the emails of an owner that were not accepted yet.
pub(crate) async fn cancel(tx: &impl ConnectionTrait, owner: Owner) -> Result<()> {
    Entity::delete_many()
        .filter(Column::OwnerKind.eq(owner.kind))
        .filter(Column::OwnerId.eq(owner.id))
        .filter(Column::SentAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Whose an email is. Nothing where it is gone.
pub(crate) async fn owner_of(db: &impl ConnectionTrait, email: Uuid) -> Result<Option<Owner>> {
    Ok(Entity::find_by_id(email).one(db).await?.map(|row| row.owner()))
}

/// Takes back the links to new addresses of somebody that were not accepted yet.
pub(crate) async fn cancel_links(tx: &impl ConnectionTrait, (owner, key): (Owner, &DataKey)) -> Result<()> {
    for row in waiting(owner).all(tx).await? {
        if matches!(said(&row, key), Some(Says::ConfirmEmail { .. })) {
            cancel_one(tx, row.id).await?;
        }
    }
    Ok(())
}

/// What an email says. Nothing where it does not open: it is in quarantine already.
fn said(row: &Model, key: &DataKey) -> Option<Says> {
    let content = key.open(SealContext::of(row.id, CONTENT), &row.content).ok()?;
    stored::read(&content).ok().map(|mail| mail.says)
}

/// The emails of an owner that were not accepted yet.
fn waiting(owner: Owner) -> Select<Entity> {
    Entity::find()
        .filter(Column::OwnerKind.eq(owner.kind))
        .filter(Column::OwnerId.eq(owner.id))
        .filter(Column::SentAt.is_null())
}

/// Takes back one email that was not accepted yet.
pub(crate) async fn cancel_one(tx: &impl ConnectionTrait, id: Uuid) -> Result<()> {
    Entity::delete_many().filter(Column::Id.eq(id)).filter(Column::SentAt.is_null()).exec(tx).await?;
    Ok(())
}

/// Sends the emails of an owner to another address that were not accepted yet, and soon: what waits for an address
/// that takes none would be tried there for weeks. One that is just being handed over is not tried beside that.
pub(crate) async fn redirect(
    tx: &impl ConnectionTrait,
    now: DateTime<Utc>,
    (owner, key): (Owner, &DataKey),
    (from, to): (&str, &str),
) -> Result<()> {
    for row in waiting(owner).all(tx).await? {
        let context = SealContext::of(row.id, RECIPIENT);
        // One that does not open is in quarantine already.
        if !key.open_text(context, &row.recipient).is_ok_and(|recipient| recipient == from) {
            continue;
        }
        if matches!(said(&row, key), Some(Says::Invitation { .. })) {
            // Whoever has another address by now is in.
            cancel_one(tx, row.id).await?;
            continue;
        }
        let recipient = key.seal_text(context, to)?;
        Entity::update_many()
            .col_expr(Column::Recipient, Expr::value(recipient))
            .col_expr(Column::Attempts, Expr::value(0))
            .col_expr(Column::DueAt, Expr::value(row.due_at.min(now + SOON)))
            .filter(Column::Id.eq(row.id))
            .filter(Column::SentAt.is_null())
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// Those of some owners who have an email that was tried, did not get through, and is tried again.
pub(crate) async fn failing(
    db: &impl ConnectionTrait,
    kind: OwnerKind,
    owners: impl IntoIterator<Item = Uuid>,
) -> Result<HashSet<Uuid>> {
    let failed: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::OwnerId)
        .filter(Column::OwnerKind.eq(kind))
        .filter(Column::OwnerId.is_in(owners))
        .filter(Column::SentAt.is_null())
        // The first attempt may be on its way just now.
        .filter(Column::Attempts.gt(1))
        .into_tuple()
        .all(db)
        .await?;
    Ok(failed.into_iter().collect())
}
