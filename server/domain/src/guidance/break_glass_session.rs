//! Break-glass sessions (P8): which workspaces a supervisor has open, why, and until when. The reason
//! is sealed with the workspace's key, and gone with the workspace; that it was opened is in the audit log.

use crate::ground::{
    clock::local_time,
    error::Result,
    services::Services,
    vault::{DataKey, SealContext, Sealed, SealedRow},
};
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use contract::{PersonId, WorkspaceId};
use sea_orm::{QueryOrder, QuerySelect, QueryTrait, entity::prelude::*, sea_query::SelectStatement};
use std::collections::HashMap;

pub(crate) // The name of an earlier table: it is part of what is sealed.
const REASON: &str = "opening.reason";

/// For how long the customer's page says that a supervisor opened it; who has looked says it always.
const NOTIFIED: TimeDelta = TimeDelta::days(30);

/// The table `break_glass_session`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "break_glass_session")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub workspace_id: Uuid,
    pub person_id: Uuid,
    #[sea_orm(column_type = "Blob")]
    pub reason: Sealed,
    pub opened_at: DateTimeUtc,
    pub until: DateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl SealedRow for Model {
    fn values(&self) -> Vec<(SealContext, &Sealed)> {
        vec![(SealContext::of(self.id, REASON), &self.reason)]
    }
}

/// The workspaces that a supervisor has open at a moment.
pub(crate) fn open_to(person: PersonId, now: DateTime<Utc>) -> SelectStatement {
    Entity::find()
        .select_only()
        .column(Column::WorkspaceId)
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::Until.gt(now))
        .into_query()
}

/// The reasons that supervisors gave for opening a workspace, by person and moment.
pub(crate) async fn reasons(
    db: &impl ConnectionTrait,
    workspace: WorkspaceId,
    key: &DataKey,
) -> Result<HashMap<(Uuid, DateTime<Utc>), String>> {
    let rows = Entity::find().filter(Column::WorkspaceId.eq(workspace.0)).all(db).await?;
    let reason = |row: &Model| key.show(SealContext::of(row.id, REASON), &row.reason);
    Ok(rows.iter().map(|row| ((row.person_id, row.opened_at), reason(row))).collect())
}

/// When a workspace was last opened, if not long ago: its customer is notified.
pub(crate) async fn recently(
    services: &Services,
    workspace: WorkspaceId,
    zone: Tz,
) -> Result<Option<NaiveDateTime>> {
    let since = services.clock.now() - NOTIFIED;
    let last = Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.0))
        .filter(Column::OpenedAt.gt(since))
        .order_by_desc(Column::OpenedAt)
        .one(services.database.read())
        .await?;
    Ok(last.map(|row| local_time(row.opened_at, zone)))
}

/// Forgets the openings of a workspace that is destroyed.
pub(crate) async fn forget(tx: &impl ConnectionTrait, workspace: Uuid) -> Result<()> {
    Entity::delete_many().filter(Column::WorkspaceId.eq(workspace)).exec(tx).await?;
    Ok(())
}
