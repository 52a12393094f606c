//! What whoever holds the link of an invitation reads and can do before they are known: nothing of the content, and
//! no more than to say that they do not want it.

use super::{Column, Entity, Model, can_be_accepted, held, last_day, not_withdrawn};
use crate::{
    ground::{
        audit::{self, Action, Actor, Entry},
        error::{Error, Result},
        outbox,
        random::token_hash,
        services::Services,
        vault::Owner,
    },
    guidance::workspace::{self, Column as WorkspaceColumn, Entity as Workspaces},
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
use sea_orm::entity::prelude::*;

/// What the link says: who invites, where one can ask, and until when. That it was opened is kept, for the counselor
/// (P10).
///
/// # Errors
/// [`ApiError::InvitationInvalid`] where it is used, withdrawn or expired, or the workspace takes nobody any more;
/// one that was declined says so until then.
pub(crate) async fn describe(services: &Services, token: &str) -> Result<InvitationView> {
    let (db, now) = (services.database.read(), services.clock.now());
    let invitation = of_token(db, token, now).await?;
    let workspace = Workspaces::find()
        .filter(WorkspaceColumn::Id.eq(invitation.workspace_id))
        .one(db)
        .await?
        .ok_or(Error::Inconsistent("invitation without workspace"))?;
    let organisation = organisation::load(db, workspace.organisation()).await?;
    if !can_be_accepted(&workspace, organisation.today(now)) {
        return Err(ApiError::InvitationInvalid.into());
    }
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
    if invitation.opened_at.is_none()
        && let Err(error) = opened(services, &invitation, now).await
    {
        // Whoever was invited reads it all the same.
        tracing::warn!(%error, "that an invitation was opened is not kept");
    }
    Ok(view)
}

async fn of_token(db: &impl ConnectionTrait, token: &str, now: DateTime<Utc>) -> Result<Model> {
    let row = not_withdrawn(now).filter(Column::TokenHash.eq(token_hash(token))).one(db).await?;
    Ok(row.ok_or(ApiError::InvitationInvalid)?)
}

async fn opened(services: &Services, invitation: &Model, now: DateTime<Utc>) -> Result<()> {
    let tx = services.database.begin().await?;
    held(&tx, invitation).await?;
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
    let workspace = held(&tx, &invitation).await?;
    // Meanwhile somebody may have accepted it.
    let invitation = of_token(&tx, token, now).await?;
    let organisation = organisation::load(&tx, workspace.organisation()).await?;
    if !can_be_accepted(&workspace, organisation.today(now)) {
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
    // Nobody who declined is reminded.
    outbox::cancel(&tx, Owner::workspace(organisation.id, workspace.id())).await?;
    let entry =
        Entry::new(Actor::Anonymous, Action::InvitationDeclined).within(organisation.id).on(workspace.id);
    audit::record(&tx, now, entry).await?;
    workspace::commit(services, tx, workspace.id()).await
}
