//! How often somebody did something in a day, where each time is mail to others: what the log knows is asked, so that
//! nothing else has to be kept.

use super::{Action, Column, Entity};
use crate::ground::{error::Result, services::Services};
use chrono::TimeDelta;
use contract::ApiError;
use sea_orm::{DatabaseTransaction, QueryOrder, entity::prelude::*, sea_query::IntoCondition};

/// Refuses what was done so often in the last 24 hours, of what a condition says.
///
/// # Errors
/// [`ApiError::TooOften`] with the time until it may be done again.
pub(crate) async fn at_most(
    services: &Services,
    tx: &DatabaseTransaction,
    times: usize,
    action: Action,
    of: impl IntoCondition,
) -> Result<()> {
    let now = services.clock.now();
    let day = TimeDelta::hours(24);
    let lines = Entity::find()
        .filter(of.into_condition())
        .filter(Column::Action.eq(action.code()))
        .filter(Column::At.gt(now - day))
        .order_by_desc(Column::Id);
    let lines = lines.all(tx).await?;
    let Some(first) = times.checked_sub(1).and_then(|before| lines.get(before)) else { return Ok(()) };
    let rest = (first.at + day - now).num_seconds();
    Err(ApiError::TooOften(u32::try_from(rest).unwrap_or_default()).into())
}
