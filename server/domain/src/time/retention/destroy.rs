//! Destroying one workspace: first its key, so that nothing of it opens any more, and then all
//! that is left (L7). Each half is a transaction, and can be done again.

use super::{forget_person, tombstone};
use crate::{
    ground::{
        audit::{self, Action, Entry},
        data_keys,
        error::Result,
        job::quarantine,
        notice,
        outbox::{self, Mail, Says},
        services::Services,
        vault::Owner,
    },
    guidance::{
        break_glass_session, consent, note, package_problem,
        workspace::{self, Column as Workspaces, InvitationStatusColumn, field, forget_invitations},
    },
    people::organisation::{self, policy},
    record::{
        draft, file,
        thread::{self, message, read_mark},
    },
    time::bulk_action,
};
use chrono::{DateTime, Utc};
use contract::WorkspaceId;
use sea_orm::{
    ActiveValue::Set, DatabaseTransaction, QuerySelect, QueryTrait, entity::prelude::*,
    sea_query::SelectStatement,
};

/// Whether the customer is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Receipt {
    /// By a receipt (L7).
    Send,
    /// They were, before the database was restored.
    SentBefore,
}

/// Destroys the key of a workspace, in one transaction with its tombstone and the receipt.
pub(super) async fn destroy_key(
    services: &Services,
    row: &workspace::Model,
    unnoticed: bool,
    receipt: Receipt,
) -> Result<bool> {
    let now = services.clock.now();
    let owner = Owner::workspace(row.organisation(), row.id());
    let tx = services.database.begin().await?;
    // Nobody changed it since it was found due.
    let fresh = workspace::Entity::find_by_id(row.id)
        .filter(Workspaces::Version.eq(row.version))
        .lock_exclusive()
        .one(&tx)
        .await?;
    if fresh.is_none() {
        return Ok(false);
    }
    let messages = message_count(&tx, row.id).await?;
    if receipt == Receipt::Send && row.seat == InvitationStatusColumn::Taken {
        send_receipt(services, &tx, row, messages).await?;
    }
    let policy = policy::find(&tx, row.policy_id).await?;
    let grave = tombstone::ActiveModel {
        id: Set(row.id),
        organisation_id: Set(row.organisation_id),
        class: Set("workspace".to_owned()),
        created_on: Set(row.created_on),
        kept_through: Set(row.archived_through),
        policy_version: Set(policy.version),
        conversations: Set(i64::try_from(
            thread::Entity::find().filter(thread::Column::OwnerId.eq(row.id)).count(&tx).await?,
        )
        .unwrap_or(i64::MAX)),
        messages: Set(messages),
        unnoticed: Set(unnoticed),
        key_destroyed_at: Set(now),
        rows_removed_at: Set(None),
        finished_at: Set(None),
    };
    tombstone::Entity::delete_by_id(row.id).exec(&tx).await?;
    tombstone::Entity::insert(grave).exec_without_returning(&tx).await?;
    data_keys::destroy(&tx, owner).await?;
    outbox::forget(&tx, owner).await?;
    let entry = Entry::by_time(Action::WorkspaceDeleted, row.organisation(), row.id, row.customer_id);
    audit::record(&tx, now, Entry { detail: unnoticed.then_some("unnoticed"), ..entry }).await?;
    tx.commit().await?;
    Ok(true)
}

async fn message_count(db: &impl ConnectionTrait, workspace: Uuid) -> Result<i64> {
    let counts: Vec<i64> = thread::Entity::find()
        .select_only()
        .column(thread::Column::Messages)
        .filter(thread::Column::OwnerId.eq(workspace))
        .into_tuple()
        .all(db)
        .await?;
    Ok(counts.into_iter().sum())
}

/// The receipt outlives the workspace's key, so it is sealed with the installation's, and is
/// forgotten when it is sent.
async fn send_receipt(
    services: &Services,
    tx: &DatabaseTransaction,
    row: &workspace::Model,
    messages: i64,
) -> Result<()> {
    let organisation = organisation::load(tx, row.organisation()).await?;
    let key = data_keys::load(tx, &services.keyring, Owner::workspace(organisation.id, row.id())).await?;
    let email = key.open_text(row.context(field::EMAIL), &row.email)?;
    let mail = Mail {
        language: row.customers_language(tx).await?,
        organisation: organisation.name.clone(),
        about: None,
        says: Says::Receipt {
            number: row.number,
            created_on: row.created_on,
            deleted_on: organisation.today(services.clock.now()),
            messages,
            forgotten: is_last(tx, row).await?,
        },
    };
    let owner = Owner::installation();
    let key = data_keys::load(tx, &services.keyring, owner).await?;
    outbox::put(services, tx, (owner, &key), organisation.id, &email, &mail).await?;
    Ok(())
}

/// Whether the customer has no other workspace, anywhere.
async fn is_last(db: &impl ConnectionTrait, row: &workspace::Model) -> Result<bool> {
    let Some(customer) = row.customer_id else { return Ok(false) };
    let others = workspace::Entity::find()
        .filter(Workspaces::CustomerId.eq(customer))
        .filter(Workspaces::Id.ne(row.id));
    Ok(others.one(db).await?.is_none())
}

/// Removes all rows of a workspace whose key is destroyed; and of its customer all, when it was
/// their last one.
pub(super) async fn remove_rows(services: &Services, id: WorkspaceId) -> Result<()> {
    let now = services.clock.now();
    file::remove_objects(services, id.0).await?;
    let tx = services.database.begin().await?;
    if let Some(row) = workspace::Entity::find_by_id(id.0).lock_exclusive().one(&tx).await? {
        let last = is_last(&tx, &row).await?;
        erase(&tx, id).await?;
        if let (true, Some(customer)) = (last, row.customer()) {
            forget_person::forget(&tx, customer).await?;
            let entry =
                Entry::by_time(Action::PersonForgotten, row.organisation(), customer.0, row.customer_id);
            audit::record(&tx, now, entry).await?;
        }
    }
    mark(&tx, id, tombstone::Column::RowsRemovedAt, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Removes the rows of a workspace, whatever its state.
pub async fn erase(tx: &DatabaseTransaction, id: WorkspaceId) -> Result<()> {
    let conversations = || -> SelectStatement {
        thread::Entity::find()
            .select_only()
            .column(thread::Column::Id)
            .filter(thread::Column::OwnerId.eq(id.0))
            .into_query()
    };
    file::forget(tx, id.0).await?;
    draft::forget(tx, id.0).await?;
    note::forget(tx, id.0).await?;
    break_glass_session::forget(tx, id.0).await?;
    consent::forget(tx, id.0).await?;
    let marks = read_mark::Column::ConversationId.in_subquery(conversations());
    read_mark::Entity::delete_many().filter(marks).exec(tx).await?;
    let messages = message::Column::ConversationId.in_subquery(conversations());
    message::Entity::delete_many().filter(messages).exec(tx).await?;
    thread::Entity::delete_many().filter(thread::Column::OwnerId.eq(id.0)).exec(tx).await?;
    notice::forget(tx, id.0).await?;
    forget_invitations(tx, id.0).await?;
    super::hold::forget(tx, id.0).await?;
    bulk_action::forget(tx, id.0).await?;
    package_problem::forget(tx, id.0).await?;
    quarantine::forget(tx, id.0).await?;
    workspace::Entity::delete_by_id(id.0).exec(tx).await?;
    Ok(())
}

/// Notes how far a deletion has come.
pub(super) async fn mark(
    tx: &impl ConnectionTrait,
    id: WorkspaceId,
    column: tombstone::Column,
    now: DateTime<Utc>,
) -> Result<()> {
    tombstone::Entity::update_many()
        .col_expr(column, Expr::value(Some(now)))
        .filter(tombstone::Column::Id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}
