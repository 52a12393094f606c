//! What a customer's consent opens to a second professional, as conditions of queries (P5, P6).

use super::{Column, Entity, Model, StateColumn};
use crate::ground::{actor::Counselor, error::Result};
use chrono::{DateTime, NaiveDate, Utc};
use contract::WorkspaceId;
use sea_orm::{
    ConnectionTrait, QuerySelect, QueryTrait, Select, entity::prelude::*, sea_query::SelectStatement,
};

/// What was granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Consent {
    /// From when on they see what is written; none when they see all of it.
    pub since: Option<DateTime<Utc>>,
    /// The last day.
    pub through: NaiveDate,
}

impl From<Model> for Consent {
    fn from(row: Model) -> Self {
        // A consent without its moment opens nothing.
        let joined_at = row.joined_at.unwrap_or(DateTime::<Utc>::MAX_UTC);
        Self { since: (!row.whole_history).then_some(joined_at), through: row.through }
    }
}

/// Consents to a counselor.
fn to(counselor: Counselor) -> Select<Entity> {
    Entity::find()
        .filter(Column::PersonId.eq(counselor.person.0))
        .filter(Column::OrganisationId.eq(counselor.organisation.0))
        .filter(Column::State.eq(StateColumn::Joined))
}

/// The workspaces with a consent to them, whose last day may be past.
pub(crate) fn workspaces_of(counselor: Counselor) -> SelectStatement {
    to(counselor).select_only().column(Column::WorkspaceId).into_query()
}

/// The workspaces with a consent to them that holds on a day.
pub(crate) fn open_workspaces_of(counselor: Counselor, today: NaiveDate) -> SelectStatement {
    let open = to(counselor).filter(Column::Through.gte(today));
    open.select_only().column(Column::WorkspaceId).into_query()
}

/// The consent to them in a workspace, if one holds on a day.
pub(crate) async fn consent(
    db: &impl ConnectionTrait,
    workspace: WorkspaceId,
    counselor: Counselor,
    today: NaiveDate,
) -> Result<Option<Consent>> {
    let row = to(counselor)
        .filter(Column::WorkspaceId.eq(workspace.0))
        .filter(Column::Through.gte(today))
        .one(db)
        .await?;
    Ok(row.map(Consent::from))
}

/// From when on they see what is written, in each workspace where that is not all of it.
pub(crate) async fn limited(
    db: &impl ConnectionTrait,
    counselor: Counselor,
) -> Result<Vec<(Uuid, DateTime<Utc>)>> {
    let limited = to(counselor).filter(Column::WholeHistory.eq(false)).all(db).await?;
    let since = |row: Model| {
        let workspace = row.workspace_id;
        (workspace, Consent::from(row).since.unwrap_or(DateTime::<Utc>::MAX_UTC))
    };
    Ok(limited.into_iter().map(since).collect())
}
