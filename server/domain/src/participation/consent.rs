//! What a customer's consent opens to a second professional, as conditions of queries (P5, P6).

use super::{Column, Entity, Model, StateColumn};
use crate::{conversation::message, error::Result, workspace};
use chrono::{DateTime, NaiveDate, Utc};
use contract::{OrganisationId, PersonId, WorkspaceId};
use sea_orm::{
    Condition, ConnectionTrait, QuerySelect, QueryTrait, Select, entity::prelude::*,
    sea_query::SelectStatement,
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

/// Consents to a person who acts for an organisation.
fn to(person: PersonId, organisation: OrganisationId) -> Select<Entity> {
    Entity::find()
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::OrganisationId.eq(organisation.0))
        .filter(Column::State.eq(StateColumn::Joined))
}

/// The workspaces with a consent to them, whose last day may be past.
pub(crate) fn workspaces_of(person: PersonId, organisation: OrganisationId) -> SelectStatement {
    to(person, organisation).select_only().column(Column::WorkspaceId).into_query()
}

/// The workspaces with a consent to them that holds on a day.
pub(crate) fn theirs(person: PersonId, organisation: OrganisationId, today: NaiveDate) -> Condition {
    let open = to(person, organisation).filter(Column::Through.gte(today));
    let open = open.select_only().column(Column::WorkspaceId).into_query();
    Condition::all().add(workspace::Column::Id.in_subquery(open))
}

/// The consent to them in a workspace, if one holds on a day.
pub(crate) async fn consent(
    db: &impl ConnectionTrait,
    workspace: WorkspaceId,
    (person, organisation): (PersonId, OrganisationId),
    today: NaiveDate,
) -> Result<Option<Consent>> {
    let row = to(person, organisation)
        .filter(Column::WorkspaceId.eq(workspace.0))
        .filter(Column::Through.gte(today))
        .one(db)
        .await?;
    Ok(row.map(Consent::from))
}

/// The condition that hides messages which they may not see, where conversations are joined.
pub(crate) async fn hidden(
    db: &impl ConnectionTrait,
    person: PersonId,
    organisation: OrganisationId,
) -> Result<Condition> {
    let limited = to(person, organisation).filter(Column::WholeHistory.eq(false)).all(db).await?;
    let after = limited.into_iter().map(|row| {
        let workspace = row.workspace_id;
        let since = Consent::from(row).since.unwrap_or(DateTime::<Utc>::MAX_UTC);
        Condition::any()
            .add(crate::conversation::Column::WorkspaceId.ne(workspace))
            .add(message::Column::SentAt.gte(since))
    });
    Ok(after.fold(Condition::all(), Condition::add))
}
