//! The customer asks staff to reactivate a workspace that they closed (L5).

use super::may_reactivate;
use crate::{
    ground::{actor::Participant, audit::Action, error::Result, once, services::Services},
    guidance::workspace::{
        commit, open_for_writing,
        update::{AuditedChange, update_audited},
    },
    record::notification::{self, EventColumn},
};
use contract::{ApiError, PersonId, WorkspaceId, life::State};

/// Notes the wish; asking twice is asking once.
///
/// # Errors
/// [`ApiError::Conflict`] when there is nothing to ask for.
pub(crate) async fn ask_reactivation(
    services: &Services,
    participant: Participant,
    id: WorkspaceId,
) -> Result<()> {
    let tx = once::begin(services).await?;
    let access = open_for_writing(services, &tx, participant, id).await?;
    let side = participant.side();
    if access.state() != State::Inactive || may_reactivate(side, &access.timeline) {
        return Err(ApiError::Conflict.into());
    }
    if access.row.asked_on.is_some() {
        return Ok(());
    }
    let mut row = access.row;
    row.asked_on = Some(access.timeline.today);
    let change = AuditedChange { participant, action: Action::ReactivationAsked, subject: row.customer() };
    let row = update_audited(services, &tx, row, change).await?;
    let (counselor, what) = (PersonId(row.counselor_id), (EventColumn::ReactivationAsked, None));
    notification::raise(services, &tx, access.content.owner, counselor, what).await?;
    commit(services, tx, id).await
}
