//! The customer's consent to a second professional (P6): the table, and what it opens. Who they are
//! and until when they may look is looked up at every access.

mod people;
mod terms;

pub(crate) use people::{Names, asked, asked_by_workspace, co_professionals};
pub(crate) use terms::{Consent, consent, limited, open_workspaces_of, workspaces_of};

use crate::ground::{
    error::Result,
    vault::{SealContext, Sealed, SealedRow},
};
use contract::{ParticipationId, PersonId, WorkspaceId, participation::Scope};
use sea_orm::entity::prelude::*;

const PURPOSE: &str = "participation.purpose";

/// The table `participation`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "participation")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub workspace_id: Uuid,
    pub person_id: Uuid,
    /// On whose behalf they act (P4).
    pub organisation_id: Uuid,
    pub asked_by: Uuid,
    #[sea_orm(column_type = "Blob")]
    pub purpose: Sealed,
    pub whole_history: bool,
    pub through: Date,
    pub state: StateColumn,
    pub asked_at: DateTimeUtc,
    pub joined_at: Option<DateTimeUtc>,
    pub ended_at: Option<DateTimeUtc>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl SealedRow for Model {
    fn values(&self) -> Vec<(SealContext, &Sealed)> {
        vec![(purpose_context(self.id), &self.purpose)]
    }
}

/// How it stands, as stored. That a last day is past is nowhere stored: the day says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
pub(crate) enum StateColumn {
    Asked,
    Joined,
    Refused,
    Withdrawn,
    Ended,
    Left,
}

impl Model {
    pub fn scope(&self) -> Scope {
        if self.whole_history { Scope::WholeHistory } else { Scope::FromNow }
    }
}

/// Where the purpose is sealed.
pub(crate) fn purpose_context(id: Uuid) -> SealContext {
    SealContext::of(id, PURPOSE)
}

/// Those of a workspace that are asked for or take part on a day.
pub(crate) fn open_on(workspace: WorkspaceId, today: Date) -> Select<Entity> {
    Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.0))
        .filter(Column::State.is_in([StateColumn::Asked, StateColumn::Joined]))
        .filter(Column::Through.gte(today))
}

/// Goes from one state to another, if it is still in the first one (L11). Tells whether it was.
pub(crate) async fn go(
    tx: &impl ConnectionTrait,
    id: ParticipationId,
    from: StateColumn,
    to: ActiveModel,
) -> Result<bool> {
    let updated = Entity::update_many()
        .set(to)
        .filter(Column::Id.eq(id.0))
        .filter(Column::State.eq(from))
        .exec(tx)
        .await?;
    Ok(updated.rows_affected == 1)
}

/// Who took part in a workspace as a second professional, and when.
pub(crate) struct TakingPart {
    person: Uuid,
    from: DateTimeUtc,
    to: Option<DateTimeUtc>,
}

impl TakingPart {
    /// Whether this is somebody's part at a moment.
    pub fn takes_part(&self, person: Uuid, at: DateTimeUtc) -> bool {
        self.person == person && self.from <= at && self.to.is_none_or(|to| at <= to)
    }
}

/// All who ever took part in a workspace as second professionals.
pub(crate) async fn second_professionals(
    db: &impl ConnectionTrait,
    workspace: WorkspaceId,
) -> Result<Vec<TakingPart>> {
    let rows = Entity::find().filter(Column::WorkspaceId.eq(workspace.0)).all(db).await?;
    let part =
        |row: Model| Some(TakingPart { person: row.person_id, from: row.joined_at?, to: row.ended_at });
    Ok(rows.into_iter().filter_map(part).collect())
}

/// Forgets those of a workspace that is destroyed.
pub(crate) async fn forget(tx: &impl ConnectionTrait, workspace: Uuid) -> Result<()> {
    Entity::delete_many().filter(Column::WorkspaceId.eq(workspace)).exec(tx).await?;
    Ok(())
}

/// Whether it is this person's.
pub(crate) fn is_of(row: &Model, person: PersonId) -> bool {
    row.person_id == person.0
}
