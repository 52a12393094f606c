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
    people::person,
};
use chrono::NaiveDate;
use contract::{ApiError, BulkActionId, OrganisationId, administration::Scheduled};
use sea_orm::{QueryOrder, QuerySelect, QueryTrait, Select, entity::prelude::*};

impl Model {
    /// Whether it is confirmed for a day after `today`.
    pub(super) fn is_scheduled(&self, today: NaiveDate) -> bool {
        self.confirmed_at.is_some() && self.finished_at.is_none() && self.due_on.is_some_and(|on| on > today)
    }
}

fn after(organisation: OrganisationId, today: NaiveDate) -> Select<Entity> {
    Entity::find()
        .filter(Column::OrganisationId.eq(organisation.0))
        .filter(Column::ConfirmedAt.is_not_null())
        .filter(Column::FinishedAt.is_null())
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
    let one = |row: Model| {
        let to = names.get(&row.to_counselor_id?).cloned().unwrap_or_default();
        Some(Scheduled { id: BulkActionId(row.id), on: row.due_on?, to })
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
    let action = find(&tx, main_user.organisation, id).await?;
    let organisation = crate::people::organisation::load(&tx, main_user.organisation).await?;
    if !action.is_scheduled(organisation.today(now)) {
        return Err(ApiError::Conflict.into());
    }
    item::Entity::delete_many().filter(item::Column::BulkActionId.eq(id.0)).exec(&tx).await?;
    Entity::delete_by_id(id.0).exec(&tx).await?;
    let entry = Entry::new(main_user.actor(), Action::BulkActionCancelled).within(organisation.id).on(id.0);
    audit::record(&tx, now, entry).await?;
    Ok(tx.commit().await?)
}

/// What its counselor has got since an action was planned that is done with all of theirs goes with it.
pub(super) async fn complete(services: &Services, action: &Model, today: NaiveDate) -> Result<()> {
    let (Some(from), Some(_)) = (action.from_counselor_id, action.due_on) else { return Ok(()) };
    let known = item::Entity::find()
        .select_only()
        .column(item::Column::WorkspaceId)
        .filter(item::Column::BulkActionId.eq(action.id))
        .into_query();
    let tx = services.database.begin().await?;
    let rows = workspace::Entity::find()
        .filter(workspace::administered(OrganisationId(action.organisation_id), today))
        .filter(Workspaces::CounselorId.eq(from))
        .filter(Workspaces::Id.not_in_subquery(known))
        .order_by_asc(Workspaces::Number)
        .all(&tx)
        .await?;
    put_items(&tx, action.id, &rows).await?;
    Ok(tx.commit().await?)
}
