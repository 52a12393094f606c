//! The counselor confirms or refuses the person who accepted, where no identity code was known
//! beforehand (P3).

use crate::{
    ground::{actor::Participant, audit::Action, error::Result, once, services::Services},
    guidance::forget_person,
    guidance::workspace::{
        InvitationStatusColumn, commit, delivery, has_no_other, open_as_owner,
        update::{AuditedChange, update_audited},
    },
    record::notification::{self, EventColumn},
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
    let tx = once::begin(services).await?;
    let access = open_as_owner(services, &tx, participant, id).await?;
    if access.row.invitation_status != InvitationStatusColumn::AwaitingConfirmation
        || access.row.customer() != Some(seen)
    {
        return Err(ApiError::Conflict.into());
    }
    let candidate = access.row.customer();
    let mut row = access.row;
    let action = if is_the_one {
        row.invitation_status = InvitationStatusColumn::Taken;
        Action::CustomerConfirmed
    } else {
        row.invitation_status = InvitationStatusColumn::Invited;
        row.customer_id = None;
        Action::CustomerRefused
    };
    let row =
        update_audited(services, &tx, row, AuditedChange { participant, action, subject: candidate }).await?;
    notification::resolved(&tx, id.0, EventColumn::AwaitingConfirmation).await?;
    if is_the_one {
        delivery::address::adopt(services, &tx, &row, seen).await?;
        let what = (EventColumn::IdentityConfirmed, None);
        notification::raise(services, &tx, access.content.owner, seen, what).await?;
    }
    // Nothing is kept of somebody who was let in nowhere.
    if !is_the_one && has_no_other(&tx, seen, id).await? {
        forget_person::forget(&tx, services.clock.now(), seen, Some(row.organisation())).await?;
    }
    commit(services, tx, id).await
}
