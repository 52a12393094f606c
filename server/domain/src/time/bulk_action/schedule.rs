//! Handovers for a day to come (P7): who leaves at the end of a month has them planned before.

use super::{
    Column, Entity, Model, item,
    plan::{find, put_items},
};
use crate::{
    ground::{
        actor::{MainUser, Role},
        audit::{self, Action, Entry},
        error::Result,
        once,
        services::Services,
    },
    guidance::workspace::{self, Column as Workspaces},
    people::{organisation, person},
};
use chrono::{DateTime, NaiveDate, Utc};
use contract::{ApiError, BulkActionId, OrganisationId, PersonId, administration::Scheduled};
use sea_orm::{DatabaseTransaction, QueryOrder, QuerySelect, QueryTrait, Select, entity::prelude::*};

impl Model {
    /// Whether it is confirmed for a day after `today`.
    pub(super) fn is_scheduled(&self, today: NaiveDate) -> bool {
        self.confirmed_at.is_some() && self.begun_at.is_none() && self.due_on.is_some_and(|on| on > today)
    }
}

fn after(organisation: OrganisationId, today: NaiveDate) -> Select<Entity> {
    Entity::find()
        .filter(Column::OrganisationId.eq(organisation.0))
        .filter(Column::ConfirmedAt.is_not_null())
        .filter(Column::BegunAt.is_null())
        .filter(Column::DueOn.gt(today))
}

/// Those of an organisation, the next first.
pub(crate) async fn scheduled(
    services: &Services,
    organisation: OrganisationId,
    today: NaiveDate,
) -> Result<Vec<Scheduled>> {
    let db = services.database.read();
    let rows = after(organisation, today).order_by_asc(Column::DueOn).all(db).await?;
    let to = rows.iter().filter_map(|row| row.to_counselor_id);
    let names = person::names(db, &services.keyring, to).await?;
    let counselors = person::counselors(db, &services.keyring, organisation).await?;
    let one = |row: Model| {
        let to = row.to_counselor_id?;
        Some(Scheduled {
            id: BulkActionId(row.id),
            on: row.due_on?,
            to: names.get(&to).cloned().unwrap_or_default(),
            takes: counselors.iter().any(|(counselor, _)| counselor.0 == to),
        })
    };
    Ok(rows.into_iter().filter_map(one).collect())
}

/// Takes one back.
///
/// # Errors
/// [`ApiError::NotFound`] when there is none; [`ApiError::Conflict`] when its day has come.
pub(crate) async fn cancel(services: &Services, main_user: MainUser, id: BulkActionId) -> Result<()> {
    let now = services.clock.now();
    let tx = once::begin(services).await?;
    find(&tx, main_user.organisation, id).await?;
    let today = organisation::load(&tx, main_user.organisation).await?.today(now);
    let action = held(&tx, id.0).await?.filter(|action| action.is_scheduled(today));
    remove(&tx, main_user, action.ok_or(ApiError::Conflict)?, now).await?;
    Ok(tx.commit().await?)
}

/// Takes back those of somebody whose workspaces all go to another now: nothing would be left for them.
pub(super) async fn cancel_of(
    services: &Services,
    tx: &DatabaseTransaction,
    main_user: MainUser,
    counselor: PersonId,
) -> Result<()> {
    let now = services.clock.now();
    let today = organisation::load(tx, main_user.organisation).await?.today(now);
    let rows = after(main_user.organisation, today).filter(Column::FromCounselorId.eq(counselor.0));
    for action in rows.lock_exclusive().all(tx).await? {
        remove(tx, main_user, action, now).await?;
    }
    Ok(())
}

async fn remove(
    tx: &DatabaseTransaction,
    main_user: MainUser,
    action: Model,
    now: DateTime<Utc>,
) -> Result<()> {
    item::Entity::delete_many().filter(item::Column::BulkActionId.eq(action.id)).exec(tx).await?;
    Entity::delete_by_id(action.id).exec(tx).await?;
    let entry = Entry::new(main_user.actor(), Action::BulkActionCancelled)
        .within(main_user.organisation)
        .on(action.id);
    audit::record(tx, now, entry).await
}

async fn held(tx: &DatabaseTransaction, id: Uuid) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).lock_exclusive().one(tx).await?)
}

/// Begins with an action: nobody takes it back any more. Where it is done with all of a counselor's, what they have
/// got since it was planned goes with it. Nothing where it was taken back meanwhile.
pub(super) async fn begin(services: &Services, id: Uuid, today: NaiveDate) -> Result<Option<Model>> {
    let tx = services.database.begin().await?;
    let Some(action) = held(&tx, id).await? else { return Ok(None) };
    if action.begun_at.is_some() {
        return Ok(Some(action));
    }
    if let (Some(from), Some(_)) = (action.from_counselor_id, action.due_on) {
        complete(&tx, &action, from, today).await?;
    }
    Entity::update_many()
        .col_expr(Column::BegunAt, Expr::value(Some(services.clock.now())))
        .filter(Column::Id.eq(id))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(Some(action))
}

async fn complete(tx: &DatabaseTransaction, action: &Model, from: Uuid, today: NaiveDate) -> Result<()> {
    let rows = coming(action, from, today).all(tx).await?;
    put_items(tx, action.id, &rows).await
}

/// What goes with an action of all of a counselor's besides what was theirs when it was planned.
pub(super) fn coming(action: &Model, from: Uuid, today: NaiveDate) -> Select<workspace::Entity> {
    let known = item::Entity::find()
        .select_only()
        .column(item::Column::WorkspaceId)
        .filter(item::Column::BulkActionId.eq(action.id))
        .into_query();
    workspace::Entity::find()
        .filter(workspace::administered(OrganisationId(action.organisation_id), today))
        .filter(Workspaces::CounselorId.eq(from))
        .filter(Workspaces::Id.not_in_subquery(known))
        .order_by_asc(Workspaces::Number)
}
