//! How somebody wishes to be notified of what is new (N2), and whether a mail has notified them since they last came (N1).

use super::{Column, Entity, Model};
use crate::ground::error::Result;
use chrono::{DateTime, Utc};
use contract::{PersonId, person::EmailFrequency};
use sea_orm::{DatabaseTransaction, QuerySelect, entity::prelude::*, sea_query::LockType};

impl Model {
    /// How they wish to be notified.
    pub(crate) fn email_frequency(&self) -> EmailFrequency {
        self.email_frequency.as_deref().and_then(EmailFrequency::from_code).unwrap_or_default()
    }
}

/// Remembers how somebody wishes to be notified.
pub(super) async fn set_email_frequency(
    tx: &DatabaseTransaction,
    id: PersonId,
    frequency: EmailFrequency,
) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::EmailFrequency, Expr::value(frequency.code()))
        .filter(Column::Id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Somebody whose row is held until the transaction ends. `None` once they are forgotten. Their key is not
/// changed, so that rows which name them can be written meanwhile; whoever holds workspaces too, holds these
/// before.
pub(crate) async fn held(tx: &DatabaseTransaction, id: PersonId) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.0).lock(LockType::NoKeyUpdate).one(tx).await?)
}

/// A mail notifies them now: the next one waits until they come.
pub(crate) async fn set_notified(tx: &DatabaseTransaction, id: PersonId, now: DateTime<Utc>) -> Result<()> {
    set(tx, id, Some(now)).await
}

/// They have come.
pub(crate) async fn returned(tx: &DatabaseTransaction, id: PersonId) -> Result<()> {
    set(tx, id, None).await
}

async fn set(tx: &DatabaseTransaction, id: PersonId, at: Option<DateTime<Utc>>) -> Result<()> {
    let update =
        Entity::update_many().col_expr(Column::NotifiedAt, Expr::value(at)).filter(Column::Id.eq(id.0));
    // What is so already is not written again.
    let update = if at.is_none() { update.filter(Column::NotifiedAt.is_not_null()) } else { update };
    update.exec(tx).await?;
    Ok(())
}
