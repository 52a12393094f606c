//! Which substitutes the customer of a workspace refused (P12).

use crate::ground::error::Result;
use contract::{PersonId, WorkspaceId};
use sea_orm::{
    ActiveValue::Set,
    QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{OnConflict, SelectStatement},
};

/// The table `refused_substitute`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "refused_substitute")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub substitute_id: Uuid,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The workspaces whose customers refused somebody.
pub(crate) fn refused_to(substitute: PersonId) -> SelectStatement {
    Entity::find()
        .select_only()
        .column(Column::WorkspaceId)
        .filter(Column::SubstituteId.eq(substitute.0))
        .into_query()
}

/// Whether the customer of a workspace refused somebody.
pub(crate) async fn is_refused(
    db: &impl ConnectionTrait,
    workspace: WorkspaceId,
    substitute: PersonId,
) -> Result<bool> {
    Ok(Entity::find_by_id((workspace.0, substitute.0)).one(db).await?.is_some())
}

/// Remembers that the customer of a workspace refuses somebody, or lets them in again.
pub(crate) async fn set(
    tx: &impl ConnectionTrait,
    workspace: WorkspaceId,
    substitute: PersonId,
    refuses: bool,
) -> Result<()> {
    if refuses {
        let row = ActiveModel { workspace_id: Set(workspace.0), substitute_id: Set(substitute.0) };
        let once = OnConflict::new().do_nothing().to_owned();
        Entity::insert(row).on_conflict(once).exec_without_returning(tx).await?;
    } else {
        Entity::delete_by_id((workspace.0, substitute.0)).exec(tx).await?;
    }
    Ok(())
}

/// Forgets what was refused in a workspace that is destroyed.
pub(crate) async fn forget(tx: &impl ConnectionTrait, workspace: Uuid) -> Result<()> {
    Entity::delete_many().filter(Column::WorkspaceId.eq(workspace)).exec(tx).await?;
    Ok(())
}

/// Forgets that somebody was refused who is forgotten.
pub(crate) async fn forget_person(tx: &impl ConnectionTrait, person: PersonId) -> Result<()> {
    Entity::delete_many().filter(Column::SubstituteId.eq(person.0)).exec(tx).await?;
    Ok(())
}
