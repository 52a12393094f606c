//! The counselor closes a workspace (L5).

use super::{
    ClosedByColumn, Participant, open_for_writing,
    update::{Deed, update_traced},
};
use crate::{audit::Action, error::Result, services::Services};
use contract::{ApiError, WorkspaceId, life::State};

/// Closes an active workspace: it is inactive from this moment.
///
/// # Errors
/// [`ApiError::Conflict`] when it is not active.
pub(crate) async fn close(services: &Services, participant: Participant, id: WorkspaceId) -> Result<()> {
    let tx = services.database.begin().await?;
    let opened = open_for_writing(services, &tx, participant, id).await?;
    if opened.state() != State::Active {
        return Err(ApiError::Conflict.into());
    }
    let mut row = opened.row;
    row.close(opened.timeline.today, ClosedByColumn::Counselor);
    let deed = Deed { participant, action: Action::WorkspaceClosed, subject: row.customer() };
    update_traced(services, &tx, row, deed).await?;
    tx.commit().await?;
    Ok(())
}
