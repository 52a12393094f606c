//! What the counselor does with an invitation that stands: send it once more, or make it stop working (P10).

use super::{
    Column, Entity, Invited, last_day, put,
    standing::{may_remind, standings},
};
use crate::{
    ground::{
        actor::Participant,
        audit::{self, Action, Entry},
        clock::local_date,
        error::Result,
        once, outbox,
        services::Services,
        vault::Owner,
    },
    guidance::workspace::{
        InvitationStatusColumn, Model as Workspace, WorkspaceAccess, commit, delivery::invitation_mail,
        open_as_owner,
    },
};
use chrono::{DateTime, Utc};
use contract::{ApiError, PersonId, WorkspaceId};
use sea_orm::{DatabaseTransaction, entity::prelude::*};

/// Sends the invitation once more. Its first link goes on working, and both end on the same day.
///
/// # Errors
/// [`ApiError::Conflict`] where there is nothing to be reminded of: it cannot be accepted any more, its mail has not
/// arrived, or was sent today.
pub(crate) async fn remind(services: &Services, participant: Participant, id: WorkspaceId) -> Result<()> {
    let tx = once::begin(services).await?;
    let access = opened(services, &tx, participant, id).await?;
    let (row, organisation) = (&access.row, access.content.organisation.clone());
    let (now, zone) = (services.clock.now(), organisation.zone);
    let standing = standings(&tx, [id.0]).await?.remove(&id.0).filter(|standing| standing.is_open(now));
    let standing = standing.ok_or(ApiError::Conflict)?;
    let mail = if row.email.is_some() { Some(invitation_mail(&tx, row, zone).await?) } else { None };
    if !may_remind(row, mail, local_date(standing.sent, zone), local_date(now, zone)) {
        return Err(ApiError::Conflict.into());
    }
    let invited = Invited {
        workspace: id,
        counselor: PersonId(row.counselor_id),
        email: row.address(&access.content.key)?,
        language: row.language(),
        organisation,
    };
    put(services, &tx, &access.content.key, &invited, last_day(standing.expires_at, zone), true).await?;
    record(services, &tx, participant, &access, Action::InvitationReminded).await?;
    commit(services, tx, id).await
}

/// Makes the invitation stop working: its link, its code and its reminders. What of its mail was not sent yet is not.
///
/// # Errors
/// [`ApiError::Conflict`] where it does not work any more, or somebody has accepted.
pub(crate) async fn withdraw(services: &Services, participant: Participant, id: WorkspaceId) -> Result<()> {
    let tx = once::begin(services).await?;
    let access = opened(services, &tx, participant, id).await?;
    let now = services.clock.now();
    let standing = standings(&tx, [id.0]).await?.remove(&id.0);
    if !standing.is_some_and(|standing| standing.is_open(now)) {
        return Err(ApiError::Conflict.into());
    }
    end(&tx, access.content.owner, id.0, now).await?;
    record(services, &tx, participant, &access, Action::InvitationWithdrawn).await?;
    commit(services, tx, id).await
}

/// The invitations to a workspace that is closed while nobody has come in stop working: nobody accepts an invitation
/// to a guidance that has ended (L8).
pub(crate) async fn end_with(tx: &DatabaseTransaction, row: &Workspace, now: DateTime<Utc>) -> Result<()> {
    if row.invitation_status != InvitationStatusColumn::Invited {
        return Ok(());
    }
    end(tx, Owner::workspace(row.organisation(), row.id()), row.id, now).await
}

async fn end(tx: &DatabaseTransaction, owner: Owner, workspace: Uuid, now: DateTime<Utc>) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::WithdrawnAt, Expr::value(now))
        .filter(Column::WorkspaceId.eq(workspace))
        .filter(Column::UsedAt.is_null())
        .filter(Column::DeclinedAt.is_null())
        .exec(tx)
        .await?;
    outbox::cancel(tx, owner).await
}

/// The workspace, while nobody has accepted.
async fn opened(
    services: &Services,
    tx: &DatabaseTransaction,
    participant: Participant,
    id: WorkspaceId,
) -> Result<WorkspaceAccess> {
    let access = open_as_owner(services, tx, participant, id).await?;
    if access.row.invitation_status != InvitationStatusColumn::Invited {
        return Err(ApiError::Conflict.into());
    }
    Ok(access)
}

async fn record(
    services: &Services,
    tx: &DatabaseTransaction,
    participant: Participant,
    access: &WorkspaceAccess,
    action: Action,
) -> Result<()> {
    let entry =
        Entry::new(participant.actor(), action).within(access.content.organisation.id).on(access.row.id);
    audit::record(tx, services.clock.now(), entry).await
}
