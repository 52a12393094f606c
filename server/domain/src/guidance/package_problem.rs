//! What could not be put into the last package of a workspace: its customer sees it on the page.

use crate::ground::{error::Result, services::Services};
use contract::{WorkspaceId, workspace::PackageProblem};
use sea_orm::{ActiveValue::Set, entity::prelude::*, sea_query::OnConflict};

/// What of a package could not be put into it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Problems {
    /// How many files.
    pub files: i32,
    /// Whether the document.
    pub document: bool,
}

/// The table `package_problem`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "package_problem")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: Uuid,
    files: i32,
    document: bool,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Notes what was wrong in a package that was made; nothing, where nothing was.
pub(crate) async fn note(services: &Services, workspace: WorkspaceId, problems: Problems) -> Result<()> {
    let tx = services.database.begin().await?;
    if problems == Problems::default() {
        forget(&tx, workspace.0).await?;
    } else {
        let row = ActiveModel {
            workspace_id: Set(workspace.0),
            files: Set(problems.files),
            document: Set(problems.document),
        };
        let anew = OnConflict::column(Column::WorkspaceId)
            .update_columns([Column::Files, Column::Document])
            .to_owned();
        Entity::insert(row).on_conflict(anew).exec_without_returning(&tx).await?;
    }
    Ok(tx.commit().await?)
}

/// What was wrong in the last package of a workspace.
pub(crate) async fn of(db: &impl ConnectionTrait, workspace: WorkspaceId) -> Result<Option<PackageProblem>> {
    let row = Entity::find_by_id(workspace.0).one(db).await?;
    Ok(row.map(|row| PackageProblem { files: u32::try_from(row.files).unwrap_or(0), document: row.document }))
}

/// Forgets it.
pub(crate) async fn forget(tx: &impl ConnectionTrait, workspace: Uuid) -> Result<()> {
    Entity::delete_by_id(workspace).exec(tx).await?;
    Ok(())
}
