//! The counselor confirms or refuses the person who accepted, where no identity code was known
//! beforehand (P3).

use super::{
    SeatColumn, open_to_lead,
    update::{Deed, update_traced},
};
use crate::{
    ground::{actor::Participant, audit::Action, error::Result, services::Services},
    guidance::workspace::commit,
};
use contract::{ApiError, PersonId, WorkspaceId};

/// Lets the waiting person in, or frees the seat for a new invitation.
///
/// # Errors
/// [`ApiError::Conflict`] when nobody waits, or somebody else than who was seen.
pub(crate) async fn confirm_customer(
    services: &Services,
    participant: Participant,
    id: WorkspaceId,
    seen: PersonId,
    is_the_one: bool,
) -> Result<()> {
    let tx = services.database.begin().await?;
    let opened = open_to_lead(services, &tx, participant, id).await?;
    if opened.row.seat != SeatColumn::AwaitingConfirmation || opened.row.customer() != Some(seen) {
        return Err(ApiError::Conflict.into());
    }
    let candidate = opened.row.customer();
    let mut row = opened.row;
    let action = if is_the_one {
        row.seat = SeatColumn::Taken;
        Action::CustomerConfirmed
    } else {
        row.seat = SeatColumn::Invited;
        row.customer_id = None;
        Action::CustomerRefused
    };
    update_traced(services, &tx, row, Deed { participant, action, subject: candidate }).await?;
    commit(services, tx, id).await
}
