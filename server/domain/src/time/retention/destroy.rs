//! Destroying an owner: first its key, so that nothing of it opens any more, and then all that is left
//! (L7). Each half is a transaction, and can be done again.

use super::{
    class::{Class, Due, End, Receipt},
    tombstone,
};
use crate::{
    ground::{
        audit::{self, Entry},
        data_keys,
        error::Result,
        job::quarantine,
        notice, outbox,
        services::Services,
    },
    record,
    time::hold,
};
use chrono::{DateTime, Utc};
use contract::OrganisationId;
use sea_orm::{ActiveValue::Set, DatabaseTransaction, entity::prelude::*};

/// The name of deletion among the jobs.
pub(crate) const JOB: &str = "deletion";

/// Destroys the key of an owner, in one transaction with its tombstone and the receipt. `false` when it
/// changed since it was found due.
pub(super) async fn destroy_key(
    services: &Services,
    class: &dyn Class,
    due: &Due,
    receipt: Receipt,
) -> Result<bool> {
    let now = services.clock.now();
    let tx = services.database.begin().await?;
    if !class.lock(&tx, due).await? {
        return Ok(false);
    }
    let (conversations, messages) = record::count(&tx, due.id).await?;
    let End { owner, created_on, kept_through, policy_version, subject, action } =
        class.end(services, &tx, due, messages, receipt).await?;
    let grave = tombstone::ActiveModel {
        id: Set(owner.id),
        organisation_id: Set(owner.organisation),
        class: Set(owner.kind),
        created_on: Set(created_on),
        kept_through: Set(kept_through),
        policy_version: Set(policy_version),
        conversations: Set(conversations),
        messages: Set(messages),
        unnoticed: Set(due.unnoticed),
        key_destroyed_at: Set(now),
        rows_removed_at: Set(None),
        finished_at: Set(None),
    };
    tombstone::Entity::delete_by_id(owner.id).exec(&tx).await?;
    tombstone::Entity::insert(grave).exec_without_returning(&tx).await?;
    data_keys::destroy(&tx, owner).await?;
    outbox::forget(&tx, owner).await?;
    let entry = Entry::by_time(action, OrganisationId(owner.organisation), owner.id, subject);
    audit::record(&tx, now, Entry { detail: due.unnoticed.then_some("unnoticed"), ..entry }).await?;
    tx.commit().await?;
    Ok(true)
}

/// Removes all of an owner whose key is destroyed: what is stored outside the database, and its rows.
pub(super) async fn remove(services: &Services, class: &dyn Class, id: Uuid) -> Result<()> {
    record::file::remove_objects(services, id).await?;
    let tx = services.database.begin().await?;
    class.remove_rows(services, &tx, id).await?;
    mark(&tx, id, tombstone::Column::RowsRemovedAt, services.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Removes the rows that owners of every class have.
pub(super) async fn erase_content(tx: &DatabaseTransaction, id: Uuid) -> Result<()> {
    record::forget(tx, id).await?;
    notice::forget(tx, id).await?;
    hold::forget(tx, id).await?;
    quarantine::forget(tx, id).await
}

/// Notes how far a deletion has come.
pub(super) async fn mark(
    tx: &impl ConnectionTrait,
    id: Uuid,
    column: tombstone::Column,
    now: DateTime<Utc>,
) -> Result<()> {
    tombstone::Entity::update_many()
        .col_expr(column, Expr::value(Some(now)))
        .filter(tombstone::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}
