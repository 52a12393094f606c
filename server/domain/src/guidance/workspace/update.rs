//! Changing the facts of a life by one compare-and-set (L3, L11), with its line in the audit log.

pub(super) mod description;

use super::{Column, Entity, Model};
use crate::{
    ground::{
        actor::Participant,
        audit::{self, Action, Entry},
        error::Result,
        notice,
        services::Services,
    },
    people::organisation::policy,
};
use contract::{ApiError, PersonId};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseTransaction, IntoActiveModel, entity::prelude::*};

/// Writes a changed row with the dates that follow from its facts, if nobody changed it since it
/// was read. Notices of dates that moved are void (L9). Returns the row as it now is.
///
/// # Errors
/// [`ApiError::Conflict`] when somebody was faster.
pub(crate) async fn update(tx: &DatabaseTransaction, mut changed: Model) -> Result<Model> {
    let policy = policy::load(tx, changed.policy_id).await?;
    changed.set_dates(policy);
    let version = changed.version;
    changed.version += 1;
    let mut columns = changed.clone().into_active_model().reset_all();
    columns.id = sea_orm::ActiveValue::NotSet;
    columns.version = Set(changed.version);
    // These change by themselves, whoever else changes the row.
    columns.revision = sea_orm::ActiveValue::NotSet;
    columns.email = sea_orm::ActiveValue::NotSet;
    columns.address_refused_at = sea_orm::ActiveValue::NotSet;
    columns.expected_index = sea_orm::ActiveValue::NotSet;
    let result = Entity::update_many()
        .set(columns)
        .filter(Column::Id.eq(changed.id))
        .filter(Column::Version.eq(version))
        .exec(tx)
        .await?;
    if result.rows_affected != 1 {
        return Err(ApiError::Conflict.into());
    }
    notice::void(tx, changed.id, changed.next_step()).await?;
    Ok(changed)
}

/// An action of a participant on a workspace: the changed row, and who did what of whom.
pub(super) struct AuditedChange {
    pub participant: Participant,
    pub action: Action,
    pub subject: Option<PersonId>,
}

/// Writes a changed row and audits the action that changed it. Returns the row as it now is.
pub(super) async fn update_audited(
    services: &Services,
    tx: &DatabaseTransaction,
    mut changed: Model,
    change: AuditedChange,
) -> Result<Model> {
    let now = services.clock.now();
    changed.touched_at = now;
    let row = update(tx, changed).await?;
    let entry = Entry::new(change.participant.actor(), change.action)
        .within(row.organisation())
        .on(row.id)
        .of(change.subject);
    audit::record(tx, now, entry).await?;
    Ok(row)
}
