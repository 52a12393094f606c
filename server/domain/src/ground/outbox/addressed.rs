//! To whom an email goes, and whose emails do not get through.

use super::{Column, Entity, RECIPIENT};
use crate::ground::{
    data_keys,
    error::Result,
    services::Services,
    vault::{Owner, OwnerKind, SealContext},
};
use sea_orm::{QuerySelect, entity::prelude::*};
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
