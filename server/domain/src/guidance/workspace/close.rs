//! The counselor closes a workspace (L5).

use super::{
    ClosedByColumn, notify, open_as_owner,
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
};
use contract::{ApiError, WorkspaceId, life::State};

/// Closes an active workspace: it is inactive from this moment, and the customer is notified.
///
/// # Errors
/// [`ApiError::Conflict`] when it is not active.
pub(crate) async fn close(services: &Services, participant: Participant, id: WorkspaceId) -> Result<()> {
    let tx = once::begin(services).await?;
    let access = open_as_owner(services, &tx, participant, id).await?;
    if access.state() != State::Active {
        return Err(ApiError::Conflict.into());
    }
    let mut row = access.row;
    row.close(access.timeline.today, ClosedByColumn::Counselor);
    let change = AuditedChange { participant, action: Action::WorkspaceClosed, subject: row.customer() };
    let row = update_audited(services, &tx, row, change).await?;
    notify(services, &tx, &row, |language| Mail {
        language,
        organisation: access.content.organisation.name,
        about: Some(id),
        says: Says::Closed {
            reason: None,
            inactive_through: Some(row.inactive_through),
            archived_through: row.archived_through,
        },
    })
    .await?;
    commit(services, tx, id).await
}
