//! What time does with workspaces: it ends their active time, and archives them. Each transition
//! is one compare-and-set over a batch of rows, with its lines in the audit log (L11). Reading never
//! waits for this (L4); it records what the dates say, after which no policy moves it any more.

mod announce;
mod postpone;
mod unconfirmed;

pub(crate) use postpone::GRACE_DAYS;
pub use postpone::postpone;
pub use unconfirmed::end_unconfirmed;

use crate::{
    ground::{
        audit::{self, Action, Entry},
        error::Result,
        outbox::Step,
        services::Services,
    },
    guidance::workspace::{self, ClosedByColumn, Column, Entity, InvitationStatusColumn},
    people::organisation::{self, Organisation},
    time::ladder,
};

use chrono::{Days, NaiveDate};
use contract::WorkspaceId;
use sea_orm::{
    Condition, DatabaseTransaction, DbBackend, ExprTrait,
    entity::prelude::*,
    sea_query::{CaseStatement, IntoCondition, LockBehavior, LockType, Query, SelectStatement, SimpleExpr},
};

/// Workspaces changed in one transaction.
pub const BATCH: u64 = 500;

/// How many workspaces went on by time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Their active time ended.
    pub inactive: u64,
    /// They were archived after their notices.
    pub archived: u64,
    /// They were archived, and their notices did not get through in time (L9).
    pub unnoticed: u64,
}

/// Records every transition that is due, of all organisations, in batches.
pub async fn apply(services: &Services) -> Result<Applied> {
    let mut applied = Applied::default();
    for organisation in organisation::all(services.database.read()).await? {
        let today = organisation.today(services.clock.now());
        applied.inactive += each_batch(services, &organisation, &Transition::lapse(today)).await?;
        applied.archived += each_batch(services, &organisation, &Transition::archive(today)).await?;
        applied.unnoticed += each_batch(services, &organisation, &Transition::unnoticed(today)).await?;
    }
    Ok(applied)
}

/// A change of rows that are due, and its line in the audit log.
struct Transition {
    due: Condition,
    order: Column,
    changes: Vec<(Column, SimpleExpr)>,
    action: Action,
    detail: Option<&'static str>,
    step: announce::Step,
}

impl Transition {
    fn lapse(today: NaiveDate) -> Self {
        Self {
            due: workspace::is_next(Step::Inactive).add(Column::ActiveThrough.lt(today)),
            order: Column::ActiveThrough,
            changes: vec![
                (Column::ClosedOn, Expr::col(Column::ActiveThrough)),
                (Column::ClosedBy, Expr::value(ClosedByColumn::Time)),
                (Column::PostponedSince, Expr::value(None::<NaiveDate>)),
                (Column::PostponedTo, Expr::value(None::<NaiveDate>)),
            ],
            action: Action::WorkspaceLapsed,
            detail: None,
            step: announce::Step::Lapsed,
        }
    }

    fn archive(today: NaiveDate) -> Self {
        let nobody_to_notify = Column::InvitationStatus.ne(InvitationStatusColumn::Taken).into_condition();
        let may = Condition::any().add(nobody_to_notify).add(ladder::notified(Step::Archived));
        Self::to_archive(today, may, None)
    }

    fn unnoticed(today: NaiveDate) -> Self {
        let grace_began = today.checked_sub_days(Days::new(GRACE_DAYS)).unwrap_or(today);
        let may = Column::PostponedSince.lte(grace_began).into_condition();
        Self::to_archive(today, may, Some("unnoticed"))
    }

    fn to_archive(today: NaiveDate, may: Condition, detail: Option<&'static str>) -> Self {
        Self {
            due: workspace::is_next(Step::Archived).add(Column::InactiveThrough.lt(today)).add(may),
            order: Column::InactiveThrough,
            changes: vec![
                (Column::ArchivedOn, Expr::col(Column::InactiveThrough)),
                (Column::PostponedSince, Expr::value(None::<NaiveDate>)),
                (Column::PostponedTo, Expr::value(None::<NaiveDate>)),
            ],
            action: Action::WorkspaceArchived,
            detail,
            step: announce::Step::Archived,
        }
    }

    /// The next batch after those that were dealt with before: where it begins by the index, so
    /// that the rows that are done are not looked at again.
    fn batch(&self, organisation: &Organisation, backend: DbBackend, after: Option<Last>) -> SelectStatement {
        let mut batch = Query::select()
            .column((Entity, Column::Id))
            .from(Entity)
            .and_where(Column::OrganisationId.eq(organisation.id.0))
            .cond_where(self.due.clone())
            .order_by((Entity, self.order), sea_orm::Order::Asc)
            .order_by((Entity, Column::Id), sea_orm::Order::Asc)
            .limit(BATCH)
            .take();
        if let Some((date, WorkspaceId(id))) = after {
            let place = Expr::tuple([Expr::col((Entity, self.order)), Expr::col((Entity, Column::Id))]);
            batch.and_where(place.gt(Expr::tuple([Expr::value(date), Expr::value(id)])));
        }
        if backend == DbBackend::Postgres {
            batch.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
        }
        batch
    }
}

async fn each_batch(
    services: &Services,
    organisation: &Organisation,
    transition: &Transition,
) -> Result<u64> {
    let (mut all, mut after) = (0, None);
    loop {
        let tx = services.database.begin().await?;
        let changed = change(&tx, organisation, transition, after).await?;
        announce::announce(services, &tx, organisation, &changed, transition.step).await?;
        let count = changed.len() as u64;
        after = changed.iter().map(|row| (row.date, row.id)).max();
        let entries = changed.into_iter().map(|row| Entry {
            detail: transition.detail,
            ..Entry::by_time(transition.action, organisation.id, row.id.0, row.customer)
        });
        audit::record_all(&tx, services.clock.now(), entries).await?;
        tx.commit().await?;
        all += count;
        if count < BATCH {
            return Ok(all);
        }
    }
}

/// Where a batch ended: the date that made it due, and the workspace.
type Last = (NaiveDate, WorkspaceId);

/// A workspace that went on.
struct Changed {
    date: NaiveDate,
    id: WorkspaceId,
    customer: Option<Uuid>,
}

/// Changes one batch; gives the rows that it changed, and nobody else did.
async fn change(
    tx: &DatabaseTransaction,
    organisation: &Organisation,
    transition: &Transition,
    after: Option<Last>,
) -> Result<Vec<Changed>> {
    let batch = tx.query_all(&transition.batch(organisation, tx.get_database_backend(), after)).await?;
    let ids: Vec<Uuid> = batch.iter().map(|row| row.try_get("", "id")).collect::<Result<_, _>>()?;
    if ids.is_empty() {
        return Ok(vec![]);
    }
    // Asked again of each row, as a value and not as a condition: so that it is looked at for these
    // rows, found by their ids, and no planner looks for all that are due instead.
    let still_due: SimpleExpr = CaseStatement::new().case(transition.due.clone(), 1).finally(0).into();
    let mut update = Query::update()
        .table(Entity)
        .values(transition.changes.clone())
        .value(Column::Version, Expr::col(Column::Version).add(1))
        .and_where(Expr::col((Entity, Column::Id)).in_subquery(transition.batch(
            organisation,
            tx.get_database_backend(),
            after,
        )))
        .and_where(still_due.eq(1))
        .take();
    update.returning(Query::returning().columns([Column::Id, Column::CustomerId, transition.order]));
    let rows = tx.query_all(&update).await?;
    rows.iter()
        .map(|row| {
            Ok(Changed {
                date: row.try_get("", transition.order.as_str())?,
                id: WorkspaceId(row.try_get("", "id")?),
                customer: row.try_get("", "customer_id")?,
            })
        })
        .collect()
}
