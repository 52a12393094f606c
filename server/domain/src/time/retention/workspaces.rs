//! The class of workspaces (L7, L9): they end when their archive does, a day after they were marked, and
//! not before their customer was notified, or the grace is over.

use super::{
    class::{Class, Due, End, Receipt},
    destroy::{JOB, erase_content},
    tombstone,
};
use crate::{
    ground::{
        audit::Action,
        data_keys,
        error::{Error, Result},
        job::quarantine,
        outbox::{self, Mail, Says, Step},
        services::Services,
        vault::{Owner, OwnerKind},
    },
    guidance::{
        break_glass_session, consent, forget_person, note, package_problem, substitute_notice,
        workspace::{self, Column, Entity, InvitationStatusColumn, Model, forget_invitations, has_no_other},
    },
    people::organisation::{self, Organisation, policy},
    time::{
        bulk_action, ladder,
        policy_change::{cap_of_hold, months},
        transitions::GRACE_DAYS,
    },
};
use async_trait::async_trait;
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use contract::WorkspaceId;
use sea_orm::{Condition, DatabaseTransaction, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};

/// How long at least between the run that marks and the run that destroys.
const BETWEEN_RUNS: TimeDelta = TimeDelta::hours(24);

/// Workspaces of one organisation dealt with in one go.
const BATCH: u64 = 100;

/// Workspaces, as a class.
pub(super) struct WorkspaceClass;

#[async_trait]
impl Class for WorkspaceClass {
    async fn mark_due(&self, services: &Services) -> Result<u64> {
        let now = services.clock.now();
        let mut marked = 0;
        for organisation in organisation::all(services.database.read()).await? {
            let today = organisation.today(now);
            let of_organisation = Column::OrganisationId.eq(organisation.id.0);
            let tx = services.database.begin().await?;
            Entity::update_many()
                .col_expr(Column::DestroyAfter, Expr::value(None::<DateTimeUtc>))
                .filter(of_organisation.clone())
                .filter(Column::DestroyAfter.is_not_null())
                .filter(Column::ArchivedThrough.gt(today))
                .exec(&tx)
                .await?;
            let updated = Entity::update_many()
                .col_expr(Column::DestroyAfter, Expr::value(Some(now + BETWEEN_RUNS)))
                .filter(of_organisation)
                .filter(workspace::is_next(Step::Deleted))
                .filter(Column::DestroyAfter.is_null())
                .filter(Column::ArchivedThrough.lte(today))
                .exec(&tx)
                .await?;
            tx.commit().await?;
            marked += updated.rows_affected;
        }
        Ok(marked)
    }

    async fn due(&self, services: &Services) -> Result<Vec<Due>> {
        let now = services.clock.now();
        let mut all = Vec::new();
        for organisation in organisation::all(services.database.read()).await? {
            let rows = Entity::find()
                .filter(Column::OrganisationId.eq(organisation.id.0))
                .filter(is_over(&organisation, now))
                .filter(Column::DestroyAfter.lte(now))
                .filter(quarantine::not(JOB, Column::Id, now))
                .order_by_asc(Column::ArchivedThrough)
                .limit(BATCH)
                .all(services.database.read())
                .await?;
            for row in rows {
                let unnoticed = row.postponed_since.is_some() && !is_notified(services, row.id).await?;
                all.push(Due { unnoticed, ..due(&row) });
            }
        }
        Ok(all)
    }

    async fn find(&self, services: &Services, id: Uuid) -> Result<Option<Due>> {
        let row = Entity::find_by_id(id).one(services.database.read()).await?;
        Ok(row.as_ref().map(due))
    }

    async fn lock(&self, tx: &DatabaseTransaction, due: &Due) -> Result<bool> {
        let found = Entity::find_by_id(due.id).filter(Column::Version.eq(due.version));
        Ok(found.lock_exclusive().one(tx).await?.is_some())
    }

    async fn end(
        &self,
        services: &Services,
        tx: &DatabaseTransaction,
        due: &Due,
        messages: i64,
        receipt: Receipt,
    ) -> Result<End> {
        let row = Entity::find_by_id(due.id).one(tx).await?;
        let row = row.ok_or(Error::Inconsistent("workspace missing"))?;
        let policy_version = policy::find(tx, row.policy_id).await?.version;
        if receipt == Receipt::Send && row.invitation_status == InvitationStatusColumn::Taken {
            send_receipt(services, tx, &row, messages, policy_version).await?;
        }
        Ok(End {
            owner: Owner::workspace(row.organisation(), row.id()),
            created_on: row.created_on,
            kept_through: row.archived_through,
            policy_version,
            subject: row.customer_id,
            action: Action::WorkspaceDeleted,
        })
    }

    async fn remove_rows(&self, services: &Services, tx: &DatabaseTransaction, id: Uuid) -> Result<()> {
        let Some(row) = Entity::find_by_id(id).lock_exclusive().one(tx).await? else { return Ok(()) };
        let customer = row.customer();
        erase(tx, row.id()).await?;
        if let Some(customer) = customer
            && has_no_other(tx, customer, row.id()).await?
        {
            forget_person::forget(tx, services.clock.now(), customer, Some(row.organisation())).await?;
        }
        Ok(())
    }

    async fn hold_cap(&self, tx: &DatabaseTransaction, id: Uuid) -> Result<NaiveDate> {
        let row = Entity::find_by_id(id).one(tx).await?.ok_or(Error::Inconsistent("workspace missing"))?;
        Ok(cap_of_hold(&row, months(&policy::find(tx, row.policy_id).await?)?))
    }
}

fn due(row: &Model) -> Due {
    Due { organisation: row.organisation(), id: row.id, version: row.version, unnoticed: false }
}

/// Archived, past its last day, and notified, or past its grace (L9).
fn is_over(organisation: &Organisation, now: DateTime<Utc>) -> Condition {
    let today: NaiveDate = organisation.today(now);
    let grace_began = today.checked_sub_days(Days::new(GRACE_DAYS)).unwrap_or(today);
    workspace::is_next(Step::Deleted).add(Column::ArchivedThrough.lt(today)).add(
        Condition::any()
            .add(Column::InvitationStatus.ne(InvitationStatusColumn::Taken))
            .add(ladder::notified(Step::Deleted))
            .add(Column::PostponedSince.lte(grace_began)),
    )
}

async fn is_notified(services: &Services, id: Uuid) -> Result<bool> {
    let notified = Entity::find_by_id(id).filter(ladder::notified(Step::Deleted));
    Ok(notified.one(services.database.read()).await?.is_some())
}

/// The receipt outlives the workspace's key, so it is sealed with the installation's, and is
/// forgotten when it is sent.
async fn send_receipt(
    services: &Services,
    tx: &DatabaseTransaction,
    row: &Model,
    messages: i64,
    policy_version: i32,
) -> Result<()> {
    let organisation = organisation::load(tx, row.organisation()).await?;
    let key = data_keys::load(tx, &services.keyring, Owner::workspace(organisation.id, row.id())).await?;
    // Whom no mail reaches has no receipt (P11): the portal said until when it would be there.
    let Some(email) = row.address(&key)? else { return Ok(()) };
    let mail = Mail {
        language: row.customers_language(tx).await?,
        about: None,
        says: Says::Receipt {
            number: row.number,
            created_on: row.created_on,
            deleted_on: organisation.today(services.clock.now()),
            messages,
            forgotten: is_last_but_for_ended(tx, row).await?,
            class: Some(OwnerKind::Workspace.word().to_owned()),
            policy_version: Some(policy_version),
        },
    };
    let owner = Owner::installation();
    let key = data_keys::load(tx, &services.keyring, owner).await?;
    outbox::put(services, tx, (owner, &key), organisation.id, &email, &mail).await?;
    Ok(())
}

/// Whether the customer has no other workspace, anywhere, but such as ended before in the same run: their
/// keys are destroyed, and their rows go next.
async fn is_last_but_for_ended(db: &impl ConnectionTrait, row: &Model) -> Result<bool> {
    let Some(customer) = row.customer_id else { return Ok(false) };
    let ended = tombstone::Entity::find().select_only().column(tombstone::Column::Id).into_query();
    let others = Entity::find()
        .filter(Column::CustomerId.eq(customer))
        .filter(Column::Id.ne(row.id))
        .filter(Column::Id.not_in_subquery(ended));
    Ok(others.one(db).await?.is_none())
}

/// Removes the rows of a workspace, whatever its state.
pub async fn erase(tx: &DatabaseTransaction, id: WorkspaceId) -> Result<()> {
    erase_content(tx, id.0).await?;
    note::forget(tx, id.0).await?;
    break_glass_session::forget(tx, id.0).await?;
    consent::forget(tx, id.0).await?;
    substitute_notice::forget(tx, id.0).await?;
    forget_invitations(tx, id.0).await?;
    bulk_action::forget(tx, id.0).await?;
    package_problem::forget(tx, id.0).await?;
    Entity::delete_by_id(id.0).exec(tx).await?;
    Ok(())
}
