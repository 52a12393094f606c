//! To whom an email goes, and whose emails do not get through.

use super::{Column, Entity, RECIPIENT};
use crate::ground::{
    data_keys,
    error::Result,
    services::Services,
    vault::{DataKey, Owner, OwnerKind, SealContext},
};
use chrono::{DateTime, Utc};
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};
use std::collections::HashSet;

/// Whose an email is, and the address it goes to. Nothing where it is gone.
pub(crate) async fn addressed(
    services: &Services,
    db: &impl ConnectionTrait,
    email: Uuid,
) -> Result<Option<(Owner, String)>> {
    let Some(row) = Entity::find_by_id(email).one(db).await? else { return Ok(None) };
    let key = data_keys::load(db, &services.keyring, row.owner()).await?;
    let address = key.open_text(SealContext::of(row.id, RECIPIENT), &row.recipient)?;
    Ok(Some((row.owner(), address)))
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

/// Takes back one email that was not accepted yet.
pub(crate) async fn cancel_one(tx: &impl ConnectionTrait, id: Uuid) -> Result<()> {
    Entity::delete_many().filter(Column::Id.eq(id)).filter(Column::SentAt.is_null()).exec(tx).await?;
    Ok(())
}

/// Sends the emails of an owner to another address that were not accepted yet, at once: what waits for an address
/// that takes none would be tried there for weeks.
pub(crate) async fn redirect(
    tx: &impl ConnectionTrait,
    (owner, key): (Owner, &DataKey),
    from: &str,
    to: &str,
) -> Result<()> {
    let waiting = Entity::find()
        .filter(Column::OwnerKind.eq(owner.kind))
        .filter(Column::OwnerId.eq(owner.id))
        .filter(Column::SentAt.is_null());
    for row in waiting.all(tx).await? {
        let context = SealContext::of(row.id, RECIPIENT);
        // One that does not open is in quarantine already.
        if !key.open_text(context, &row.recipient).is_ok_and(|recipient| recipient == from) {
            continue;
        }
        let recipient = key.seal_text(context, to)?;
        Entity::update_many()
            .col_expr(Column::Recipient, Expr::value(recipient))
            .col_expr(Column::Attempts, Expr::value(0))
            .col_expr(Column::DueAt, Expr::col(Column::CreatedAt))
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
