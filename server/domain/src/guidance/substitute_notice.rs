//! Of which substitutes the customer of a workspace was notified, from when on each may open it, and whether the
//! customer refused (P12). Without a row, or past its days, a substitute opens nothing:
//! nobody was notified.

use crate::ground::error::Result;
use contract::{PersonId, WorkspaceId};
use sea_orm::{
    ActiveValue::Set,
    QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{OnConflict, SelectStatement},
};

/// The table `substitute_notice`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "substitute_notice")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub substitute_id: Uuid,
    /// The first day on which they may open it.
    pub opens_on: Date,
    /// The last one of which the customer was notified.
    pub through: Date,
    pub refused: bool,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether the workspace may be open to the substitute on a day, while they stand in.
    pub(crate) fn opens_on(&self, today: Date) -> bool {
        !self.refused && self.opens_on <= today && today <= self.through
    }
}

/// The workspaces that may be open to a substitute on a day, while they stand in.
pub(crate) fn open_to(substitute: PersonId, today: Date) -> SelectStatement {
    Entity::find()
        .select_only()
        .column(Column::WorkspaceId)
        .filter(Column::SubstituteId.eq(substitute.0))
        .filter(Column::OpensOn.lte(today))
        .filter(Column::Through.gte(today))
        .filter(Column::Refused.eq(false))
        .into_query()
}

/// The workspaces whose customers refuse somebody.
pub(crate) fn refused(substitute: PersonId) -> SelectStatement {
    Entity::find()
        .select_only()
        .column(Column::WorkspaceId)
        .filter(Column::SubstituteId.eq(substitute.0))
        .filter(Column::Refused.eq(true))
        .into_query()
}

/// The workspaces of whose customers anybody was ever notified of a substitute.
pub(crate) fn of_substitute(substitute: PersonId) -> SelectStatement {
    Entity::find()
        .select_only()
        .column(Column::WorkspaceId)
        .filter(Column::SubstituteId.eq(substitute.0))
        .into_query()
}

/// The workspaces whose customers were notified of a substitute through a day.
pub(crate) fn told_through(substitute: PersonId, day: Date) -> SelectStatement {
    Entity::find()
        .select_only()
        .column(Column::WorkspaceId)
        .filter(Column::SubstituteId.eq(substitute.0))
        .filter(Column::Through.gte(day))
        .into_query()
}

/// Of what the customer of a workspace was notified about somebody, and what they said to it.
pub(crate) async fn of(
    db: &impl ConnectionTrait,
    workspace: WorkspaceId,
    substitute: PersonId,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id((workspace.0, substitute.0)).one(db).await?)
}

/// Notes that the customer of a workspace is notified. What they refused before stays refused.
pub(crate) async fn put(
    tx: &impl ConnectionTrait,
    workspace: WorkspaceId,
    substitute: PersonId,
    (opens_on, through): (Date, Date),
) -> Result<()> {
    let row = ActiveModel {
        workspace_id: Set(workspace.0),
        substitute_id: Set(substitute.0),
        opens_on: Set(opens_on),
        through: Set(through),
        refused: Set(false),
    };
    let again = OnConflict::columns([Column::WorkspaceId, Column::SubstituteId])
        .update_columns([Column::OpensOn, Column::Through])
        .to_owned();
    Entity::insert(row).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}

/// Remembers that the customer of a workspace refuses somebody, or lets them in again. `false` where they were
/// never notified of them.
pub(crate) async fn refuse(
    tx: &impl ConnectionTrait,
    workspace: WorkspaceId,
    substitute: PersonId,
    refuses: bool,
) -> Result<bool> {
    let updated = Entity::update_many()
        .col_expr(Column::Refused, Expr::value(refuses))
        .filter(Column::WorkspaceId.eq(workspace.0))
        .filter(Column::SubstituteId.eq(substitute.0))
        .exec(tx)
        .await?;
    Ok(updated.rows_affected == 1)
}

/// Forgets of what the customer of a workspace was notified that goes to another counselor: of their absences they
/// know nothing. Whom they refused stays refused.
pub(crate) async fn forget_told(tx: &impl ConnectionTrait, workspace: Uuid) -> Result<()> {
    Entity::delete_many()
        .filter(Column::WorkspaceId.eq(workspace))
        .filter(Column::Refused.eq(false))
        .exec(tx)
        .await?;
    Ok(())
}

/// Forgets those of a workspace that is destroyed.
pub(crate) async fn forget(tx: &impl ConnectionTrait, workspace: Uuid) -> Result<()> {
    Entity::delete_many().filter(Column::WorkspaceId.eq(workspace)).exec(tx).await?;
    Ok(())
}

/// Forgets those of a substitute who is forgotten.
pub(crate) async fn forget_person(tx: &impl ConnectionTrait, person: PersonId) -> Result<()> {
    Entity::delete_many().filter(Column::SubstituteId.eq(person.0)).exec(tx).await?;
    Ok(())
}
