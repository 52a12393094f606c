//! The counselor closes a workspace (L5).

use super::{
    ClosedByColumn, open_to_lead, tell,
    update::{AuditedChange, update_audited},
};
use crate::{
    ground::{actor::Participant, audit::Action, error::Result, outbox::Mail, services::Services},
    guidance::workspace::commit,
};
use contract::{ApiError, WorkspaceId, life::State};

/// Closes an active workspace: it is inactive from this moment, and the customer is told.
///
/// # Errors
/// [`ApiError::Conflict`] when it is not active.
pub(crate) async fn close(services: &Services, participant: Participant, id: WorkspaceId) -> Result<()> {
    let tx = services.database.begin().await?;
    let opened = open_to_lead(services, &tx, participant, id).await?;
    if opened.state() != State::Active {
        return Err(ApiError::Conflict.into());
    }
    let mut row = opened.row;
    row.close(opened.timeline.today, ClosedByColumn::Counselor);
    let change = AuditedChange { participant, action: Action::WorkspaceClosed, subject: row.customer() };
    let row = update_audited(services, &tx, row, change).await?;
    tell(services, &tx, &row, |language| Mail::Closed {
        language,
        workspace: id,
        organisation: opened.content.organisation.name,
        reason: None,
        inactive_through: Some(row.inactive_through),
        archived_through: row.archived_through,
    })
    .await?;
    commit(services, tx, id).await
}
