//! Break-glass (P8): a supervisor opens one workspace of their organisation, with a typed reason,
//! for a while. The reason is sealed with the workspace's key, and gone with the workspace; that it
//! was opened is in the audit log.

mod look;

pub(crate) use look::{conversation, workspace};

use crate::{
    ground::{
        actor::{Role, Supervisor, authentication::RecentAuthentication},
        audit::{self, Action},
        clock::local_time,
        data_keys,
        error::Result,
        once,
        services::Services,
        vault::{Owner, SealContext, show},
    },
    guidance::{
        break_glass_session::{Column, Entity, Model, REASON},
        workspace as workspaces,
    },
    people::organisation,
    record::notification::{self, EventColumn},
};
use chrono::TimeDelta;
use contract::{
    ApiError, FieldCode, WorkspaceId,
    break_glass::{BreakGlassSessionView, NewBreakGlassSession, OPEN_MINUTES},
};
use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect, entity::prelude::*};
use std::collections::HashMap;

/// Openings shown, the newest first.
const SHOWN: u64 = 50;

/// Opens a workspace that staff of the organisation may see, by its number. Opening it again
/// gives it its whole time anew, with its own reason.
///
/// # Errors
/// [`ApiError::Invalid`] with every mistake; a number that is no workspace's among them.
pub(crate) async fn break_glass(
    services: &Services,
    supervisor: Supervisor,
    new: &NewBreakGlassSession,
    _: RecentAuthentication,
) -> Result<WorkspaceId> {
    let (number, reason) = new.check()?;
    let now = services.clock.now();
    let tx = once::begin(services).await?;
    let today = organisation::load(&tx, supervisor.organisation).await?.today(now);
    let row = workspaces::Entity::find()
        .filter(workspaces::Column::Number.eq(number))
        .filter(workspaces::administered(supervisor.organisation, today))
        .one(&tx)
        .await?;
    let Some(row) = row else {
        return Err(ApiError::field("number", FieldCode::NoSuchWorkspace).into());
    };
    let (workspace, id) = (row.id(), services.randomness.uuid());
    let key =
        data_keys::load(&tx, &services.keyring, Owner::workspace(supervisor.organisation, workspace)).await?;
    let session = Model {
        id,
        workspace_id: workspace.0,
        person_id: supervisor.person.0,
        reason: key.seal_text(SealContext::of(id, REASON), &reason)?,
        opened_at: now,
        until: now + TimeDelta::minutes(i64::from(OPEN_MINUTES)),
    };
    Entity::insert(session.into_active_model().reset_all()).exec_without_returning(&tx).await?;
    let entry = audit::Entry::new(supervisor.actor(), Action::GlassBroken)
        .within(supervisor.organisation)
        .on(workspace.0)
        .of(row.customer());
    audit::record(&tx, now, entry).await?;
    if let Some(customer) = row.customer().filter(|_| row.has_joined()) {
        let owner = Owner::workspace(supervisor.organisation, workspace);
        notification::raise(services, &tx, owner, customer, (EventColumn::BreakGlass, None)).await?;
    }
    workspaces::commit(services, tx, workspace).await?;
    Ok(workspace)
}

/// Closes a workspace before its time.
///
/// # Errors
/// [`ApiError::NotFound`] when it is not open.
pub(crate) async fn end(services: &Services, supervisor: Supervisor, id: WorkspaceId) -> Result<()> {
    let now = services.clock.now();
    let tx = once::begin(services).await?;
    let ended = Entity::update_many()
        .col_expr(Column::Until, Expr::value(now))
        .filter(Column::WorkspaceId.eq(id.0))
        .filter(Column::PersonId.eq(supervisor.person.0))
        .filter(Column::Until.gt(now))
        .exec(&tx)
        .await?;
    if ended.rows_affected == 0 {
        return Err(ApiError::NotFound.into());
    }
    Ok(tx.commit().await?)
}

/// What a supervisor has opened for the organisation, the newest first. What staff do not see any
/// more is not in it (L6).
pub(crate) async fn break_glass_sessions(
    services: &Services,
    supervisor: Supervisor,
) -> Result<Vec<BreakGlassSessionView>> {
    let db = services.database.read();
    let organisation = organisation::load(db, supervisor.organisation).await?;
    let now = services.clock.now();
    let rows = Entity::find()
        .filter(Column::PersonId.eq(supervisor.person.0))
        .order_by_desc(Column::OpenedAt)
        .order_by_desc(Column::Id)
        .limit(SHOWN)
        .all(db)
        .await?;
    let theirs = workspaces::Entity::find()
        .filter(workspaces::Column::Id.is_in(rows.iter().map(|row| row.workspace_id)))
        .filter(workspaces::administered(organisation.id, organisation.today(now)));
    let numbers: HashMap<Uuid, i64> =
        theirs.all(db).await?.into_iter().map(|row| (row.id, row.number)).collect();
    let owners: Vec<Owner> =
        numbers.keys().map(|id| Owner::workspace(organisation.id, WorkspaceId(*id))).collect();
    let keys = data_keys::load_many(db, &services.keyring, &owners).await?;
    let mut views = vec![];
    for row in rows {
        let Some(number) = numbers.get(&row.workspace_id).copied() else { continue };
        views.push(BreakGlassSessionView {
            workspace: WorkspaceId(row.workspace_id),
            number,
            reason: show(keys.get(&row.workspace_id), SealContext::of(row.id, REASON), &row.reason),
            opened_at: local_time(row.opened_at, organisation.zone),
            until: local_time(row.until, organisation.zone),
            is_open: row.until > now,
        });
    }
    Ok(views)
}
