//! The customer asks staff to reactivate a workspace that they closed (L5).

use super::{
    open_for_writing,
    reactivate::may_reactivate,
    update::{AuditedChange, update_audited},
};
use crate::{
    ground::{actor::Participant, audit::Action, error::Result, services::Services},
    guidance::workspace::commit,
};
use contract::{ApiError, WorkspaceId, life::State};

/// Notes the wish; asking twice is asking once.
///
/// # Errors
/// [`ApiError::Conflict`] when there is nothing to ask for.
pub(crate) async fn ask_reactivation(
    services: &Services,
    participant: Participant,
    id: WorkspaceId,
) -> Result<()> {
    let tx = services.database.begin().await?;
    let opened = open_for_writing(services, &tx, participant, id).await?;
    let side = participant.side();
    if opened.state() != State::Inactive || may_reactivate(side, &opened.timeline) {
        return Err(ApiError::Conflict.into());
    }
    if opened.row.asked_on.is_some() {
        return Ok(());
    }
    let mut row = opened.row;
    row.asked_on = Some(opened.timeline.today);
    let change = AuditedChange { participant, action: Action::ReactivationAsked, subject: row.customer() };
    update_audited(services, &tx, row, change).await?;
    commit(services, tx, id).await
}
