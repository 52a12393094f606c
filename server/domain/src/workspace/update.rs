//! Changing the facts of a life by one compare-and-set (L3, L11).

use super::{Column, Entity, Model, lifecycle};
use crate::{error::Result, organisation::policy};
use contract::ApiError;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseTransaction, IntoActiveModel, entity::prelude::*};

/// Writes a changed row with the dates that follow from its facts, if nobody changed it since it
/// was read. Returns it as it now is.
///
/// # Errors
/// [`ApiError::Conflict`] when somebody was faster.
pub(super) async fn update(tx: &DatabaseTransaction, mut changed: Model) -> Result<Model> {
    let policy = policy::load(tx, changed.policy_id).await?;
    let dates = lifecycle::dates(&changed.facts(), policy);
    changed.active_through = dates.active_through;
    changed.inactive_through = dates.inactive_through;
    changed.archived_through = dates.archived_through;
    let version = changed.version;
    changed.version += 1;
    let mut columns = changed.clone().into_active_model().reset_all();
    columns.id = sea_orm::ActiveValue::NotSet;
    columns.version = Set(changed.version);
    let result = Entity::update_many()
        .set(columns)
        .filter(Column::Id.eq(changed.id))
        .filter(Column::Version.eq(version))
        .exec(tx)
        .await?;
    if result.rows_affected == 1 { Ok(changed) } else { Err(ApiError::Conflict.into()) }
}
