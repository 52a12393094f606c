//! How the invitation to a workspace stands: sent, opened, declined, withdrawn, over (P10).

use super::{Column, Entity, last_day};
use crate::{
    ground::{
        audit::{self, Action},
        clock::local_date,
        error::Result,
        services::Services,
    },
    guidance::workspace::{
        InvitationStatusColumn, Model as Workspace, WorkspaceAccess, delivery::invitation_mail, field,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use contract::invitation::{InvitationMail, InvitationProgress};
use sea_orm::{QueryOrder, entity::prelude::*};
use std::collections::HashMap;

/// How an invitation stands. Reminders are part of it: they end with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    /// When it was sent last.
    pub sent: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub opened_at: Option<DateTime<Utc>>,
    pub declined_at: Option<DateTime<Utc>>,
    pub withdrawn_at: Option<DateTime<Utc>>,
}

impl Standing {
    /// Whether it can be accepted.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.declined_at.is_none() && self.withdrawn_at.is_none() && now < self.expires_at
    }
}

/// How the invitations to some workspaces stand that nobody has accepted, of those that have one.
pub(crate) async fn standings(
    db: &impl ConnectionTrait,
    workspaces: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Standing>> {
    let rows = Entity::find()
        .filter(Column::WorkspaceId.is_in(workspaces))
        .filter(Column::UsedAt.is_null())
        .order_by_asc(Column::CreatedAt);
    let mut standings: HashMap<Uuid, Standing> = HashMap::new();
    for row in rows.all(db).await? {
        let before = standings.get(&row.workspace_id).copied();
        let standing = Standing {
            sent: row.created_at,
            expires_at: row.expires_at,
            opened_at: before.and_then(|before| before.opened_at).or(row.opened_at),
            declined_at: before.and_then(|before| before.declined_at).or(row.declined_at),
            withdrawn_at: before.and_then(|before| before.withdrawn_at).or(row.withdrawn_at),
        };
        standings.insert(row.workspace_id, standing);
    }
    Ok(standings)
}

/// How the invitation to a workspace stands, for its counselor while the seat is not taken.
pub(crate) async fn progress(
    services: &Services,
    db: &impl ConnectionTrait,
    access: &WorkspaceAccess,
) -> Result<Option<InvitationProgress>> {
    let row = &access.row;
    if !access.is_owner() || row.has_joined() {
        return Ok(None);
    }
    let show = |email| access.content.key.show(row.context(field::EMAIL), email);
    let email = row.email.as_ref().map(show);
    let nothing = InvitationProgress {
        language: row.language(),
        email,
        mail: None,
        opened_on: None,
        declined_on: None,
        withdrawn_on: None,
        works_through: None,
        mismatch_on: None,
        refused_on: None,
        may_remind: false,
    };
    if row.invitation_status != InvitationStatusColumn::Invited {
        return Ok(Some(nothing));
    }
    let (now, zone) = (services.clock.now(), access.content.organisation.zone);
    let local = |at: DateTime<Utc>| local_date(at, zone);
    let mail = if row.email.is_some() { Some(invitation_mail(db, row, zone).await?) } else { None };
    let standing = standings(db, [row.id]).await?.remove(&row.id);
    let open = standing.filter(|standing| standing.is_open(now));
    Ok(Some(InvitationProgress {
        opened_on: standing.and_then(|standing| standing.opened_at).map(local),
        declined_on: standing.and_then(|standing| standing.declined_at).map(local),
        withdrawn_on: standing.and_then(|standing| standing.withdrawn_at).map(local),
        works_through: open.map(|open| last_day(open.expires_at, zone)),
        mismatch_on: last(db, row.id, Action::InvitationMismatch).await?.map(local),
        refused_on: last(db, row.id, Action::CustomerRefused)
            .await?
            .filter(|_| standing.is_none())
            .map(local),
        may_remind: open.is_some_and(|open| may_remind(row, mail, local(open.sent), local(now))),
        mail,
        ..nothing
    }))
}

/// Whether an invitation can be sent once more: its mail arrived, and was sent on an earlier day, so that nobody is
/// pressed by a mail after the other.
pub(super) fn may_remind(
    row: &Workspace,
    mail: Option<InvitationMail>,
    sent_on: NaiveDate,
    today: NaiveDate,
) -> bool {
    row.email.is_some() && matches!(mail, Some(InvitationMail::Accepted(_))) && sent_on < today
}

/// When something happened last that the log knows: somebody tried to accept who is another person than the one it
/// is for, or was refused by the counselor.
async fn last(db: &impl ConnectionTrait, workspace: Uuid, action: Action) -> Result<Option<DateTime<Utc>>> {
    let last = audit::Entity::find()
        .filter(audit::Column::ObjectId.eq(workspace))
        .filter(audit::Column::Action.eq(action.code()))
        .order_by_desc(audit::Column::Id)
        .one(db)
        .await?;
    Ok(last.map(|line| line.at))
}
