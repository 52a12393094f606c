//! What whoever holds the link of an invitation reads and can do before they are known: nothing of the content, and
//! no more than to say that they do not want it.

use super::{Column, Entity, Model, last_day, not_withdrawn};
use crate::{
    ground::{
        audit::{self, Action, Actor, Entry},
        error::{Error, Result},
        random::token_hash,
        services::Services,
    },
    guidance::workspace::{self, Column as WorkspaceColumn, Entity as Workspaces, InvitationStatusColumn},
    people::{
        organisation::{self, policy},
        person::{self, contact},
    },
};
use chrono::{DateTime, Utc};
use contract::{
    ApiError, PersonId, WorkspaceId,
    invitation::{InvitationView, Inviter, Lasts},
};
use sea_orm::{QuerySelect, entity::prelude::*};

/// What the link says: who invites, where one can ask, and until when. That it was opened is kept, for the counselor
/// (P10).
///
/// # Errors
/// [`ApiError::InvitationInvalid`] where it is used, withdrawn or expired; one that was declined says so until then.
pub(crate) async fn describe(services: &Services, token: &str) -> Result<InvitationView> {
    let (db, now) = (services.database.read(), services.clock.now());
    let invitation = of_token(db, token, now).await?;
    let workspace = Workspaces::find()
        .filter(WorkspaceColumn::Id.eq(invitation.workspace_id))
        .one(db)
        .await?
        .ok_or(Error::Inconsistent("invitation without workspace"))?;
    let organisation = organisation::load(db, workspace.organisation()).await?;
    let counselor = PersonId(workspace.counselor_id);
    let policy = policy::load(db, workspace.policy_id).await?;
    let lasts = Lasts { active: policy.active, inactive: policy.inactive, archived: policy.archived };
    let view = InvitationView {
        lasts,
        inviter: Inviter {
            organisation: organisation.name.clone(),
            counselor: person::name(db, &services.keyring, counselor).await?,
        },
        phone: contact::reachable(db, &services.keyring, counselor).await?.phone,
        through: last_day(invitation.expires_at, organisation.zone),
        is_declined: invitation.declined_at.is_some(),
    };
    if invitation.opened_at.is_none() {
        opened(services, &invitation, now).await?;
    }
    Ok(view)
}

async fn of_token(db: &impl ConnectionTrait, token: &str, now: DateTime<Utc>) -> Result<Model> {
    let row = not_withdrawn(now).filter(Column::TokenHash.eq(token_hash(token))).one(db).await?;
    Ok(row.ok_or(ApiError::InvitationInvalid)?)
}

async fn opened(services: &Services, invitation: &Model, now: DateTime<Utc>) -> Result<()> {
    let tx = services.database.begin().await?;
    Entity::update_many()
        .col_expr(Column::OpenedAt, Expr::value(now))
        .filter(Column::Id.eq(invitation.id))
        .filter(Column::OpenedAt.is_null())
        .exec(&tx)
        .await?;
    workspace::commit(services, tx, WorkspaceId(invitation.workspace_id)).await
}

/// Declines it: the link, and those of its reminders, stop working, and the counselor sees it among what waits.
/// Nobody has to say who they are to be left alone. Twice changes nothing.
///
/// # Errors
/// As [`describe`].
pub(crate) async fn decline(services: &Services, token: &str) -> Result<()> {
    let now = services.clock.now();
    let tx = services.database.begin().await?;
    let invitation = of_token(&tx, token, now).await?;
    let workspace = Workspaces::find_by_id(invitation.workspace_id)
        .lock_exclusive()
        .one(&tx)
        .await?
        .ok_or(Error::Inconsistent("invitation without workspace"))?;
    // Meanwhile somebody may have accepted it.
    let invitation = of_token(&tx, token, now).await?;
    if workspace.invitation_status != InvitationStatusColumn::Invited {
        return Err(ApiError::InvitationInvalid.into());
    }
    if invitation.declined_at.is_some() {
        return Ok(());
    }
    Entity::update_many()
        .col_expr(Column::DeclinedAt, Expr::value(now))
        .filter(Column::WorkspaceId.eq(invitation.workspace_id))
        .filter(Column::UsedAt.is_null())
        .exec(&tx)
        .await?;
    let entry = Entry::new(Actor::Anonymous, Action::InvitationDeclined)
        .within(workspace.organisation())
        .on(workspace.id);
    audit::record(&tx, now, entry).await?;
    workspace::commit(services, tx, workspace.id()).await
}
