//! Staff who do not come for 56 days lose their roles (P9). Whoever comes back is invited again,
//! or gets them from the organisation's provider.

use super::{
    StaffRole,
    grant::Change,
    role::{Column, Entity},
};
use crate::ground::{audit::Actor, error::Result, services::Services};
use chrono::TimeDelta;
use contract::{OrganisationId, PersonId, staff::IDLE_DAYS};
use sea_orm::{Condition, DatabaseTransaction, ExprTrait, entity::prelude::*, sea_query::Func};

/// Withdraws the roles that nobody used for too long. Gives how many.
pub async fn withdraw_idle(services: &Services) -> Result<usize> {
    let now = services.clock.now();
    let last = now - TimeDelta::days(i64::from(IDLE_DAYS));
    let used = Func::coalesce([Expr::col(Column::UsedAt), Expr::col(Column::GrantedAt)]);
    let idle = Condition::all().add(Expr::expr(used).lte(last));
    // Looked at without a transaction first: on most days nobody is idle.
    if Entity::find().filter(idle.clone()).one(services.database.read()).await?.is_none() {
        return Ok(0);
    }
    let tx = services.database.begin().await?;
    let rows = Entity::find().filter(idle).all(&tx).await?;
    for row in &rows {
        let Some(role) = StaffRole::from_code(&row.role) else { continue };
        let (person, organisation) = (PersonId(row.person_id), OrganisationId(row.organisation_id));
        Change { person, organisation, role, actor: Actor::Time, now }.withdraw(&tx).await?;
    }
    tx.commit().await?;
    Ok(rows.len())
}

/// Takes the use of roles along when the clock of a demonstration is moved: nobody was away.
pub(crate) async fn advance_clock(tx: &DatabaseTransaction, delta: TimeDelta) -> Result<()> {
    for row in Entity::find().all(tx).await? {
        let used = row.used_at.unwrap_or(row.granted_at) + delta;
        Entity::update_many()
            .col_expr(Column::UsedAt, Expr::value(used))
            .filter(Column::PersonId.eq(row.person_id))
            .filter(Column::OrganisationId.eq(row.organisation_id))
            .filter(Column::Role.eq(row.role))
            .exec(tx)
            .await?;
    }
    Ok(())
}
