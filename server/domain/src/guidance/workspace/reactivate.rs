//! Reactivation (L5): after inactivity either side may; after a closing by people, staff only.

pub(crate) mod ask;

use super::{
    WorkspaceAccess, notify, open_for_writing,
    update::{AuditedChange, update_audited},
};
use crate::{
    ground::{
        actor::Participant,
        audit::Action,
        error::Result,
        once,
        outbox::{Mail, Says},
        services::Services,
    },
    guidance::workspace::commit,
    people::person,
    record::notification::{self, EventColumn},
};
use contract::{
    ApiError, WorkspaceId,
    life::{State, Timeline},
    person::Side,
};
use sea_orm::DatabaseTransaction;

/// Whether this side may reactivate a workspace with this timeline.
pub(crate) fn may_reactivate(side: Side, timeline: &Timeline) -> bool {
    timeline.state == State::Inactive && (side == Side::Counselor || timeline.closed_by.is_none())
}

/// Reactivates a workspace.
///
/// # Errors
/// [`ApiError::ClosedByStaff`] where the customer can only ask, [`ApiError::Conflict`] when it
/// is not inactive.
pub(crate) async fn reactivate(services: &Services, participant: Participant, id: WorkspaceId) -> Result<()> {
    let tx = once::begin(services).await?;
    let access = open_for_writing(services, &tx, participant, id).await?;
    if access.state() != State::Inactive {
        return Err(ApiError::Conflict.into());
    }
    reactivate_opened(services, &tx, access).await?;
    commit(services, tx, id).await
}

/// Reactivates an inactive workspace in the caller's transaction.
pub(crate) async fn reactivate_opened(
    services: &Services,
    tx: &DatabaseTransaction,
    access: WorkspaceAccess,
) -> Result<()> {
    if access.is_guest() {
        // It lengthens the life of what is the customer's: not for a guest to do (P6).
        return Err(ApiError::NotFound.into());
    }
    if !may_reactivate(access.content.participant.side(), &access.timeline) {
        return Err(ApiError::ClosedByStaff.into());
    }
    let (participant, today, mut row) = (access.content.participant, access.timeline.today, access.row);
    let asked = row.asked_on.is_some();
    row.reactivate(today);
    let change = AuditedChange { participant, action: Action::WorkspaceReactivated, subject: row.customer() };
    let row = update_audited(services, tx, row, change).await?;
    notification::resolved(tx, row.id, EventColumn::ReactivationAsked).await?;
    if participant.is_customer() {
        return Ok(());
    }
    let by = person::name(tx, &services.keyring, participant.person()).await?;
    notify(services, tx, &row, |language| Mail {
        language,
        about: Some(row.id()),
        says: Says::Reactivated { by, asked, active_through: row.active_through },
    })
    .await?;
    Ok(())
}
