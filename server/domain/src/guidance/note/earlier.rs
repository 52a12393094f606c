//! What notes said before they were changed, sealed as they were, and gone with them.

use super::context;
use crate::{
    ground::{
        clock::local_time,
        error::Result,
        vault::{SealContext, Sealed, SealedRow},
    },
    guidance::workspace::WorkspaceAccess,
};
use contract::note::{EARLIER_SHOWN, EarlierNote};
use sea_orm::{ActiveValue::Set, ExprTrait, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};
use std::collections::HashMap;

/// How many are shown on a page, of all its notes.
const SHOWN: u64 = 200;

/// The table `note_version`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "note_version")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    note_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    version: i32,
    workspace_id: Uuid,
    #[sea_orm(column_type = "Blob")]
    body: Sealed,
    written_at: DateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl SealedRow for Model {
    fn values(&self) -> Vec<(SealContext, &Sealed)> {
        vec![(context(self.note_id, self.version), &self.body)]
    }
}

/// Keeps a note as it is.
pub(super) async fn keep(tx: &impl ConnectionTrait, note: &super::Model) -> Result<()> {
    let row = ActiveModel {
        note_id: Set(note.id),
        version: Set(note.version),
        workspace_id: Set(note.workspace_id),
        body: Set(note.body.clone()),
        written_at: Set(note.written_at),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The newest [`EARLIER_SHOWN`] earlier versions of some notes, the newest first.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    access: &WorkspaceAccess,
    notes: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Vec<EarlierNote>>> {
    let newest = super::Entity::find()
        .select_only()
        .column(super::Column::Version)
        .filter(Expr::col((super::Entity, super::Column::Id)).equals((Entity, Column::NoteId)))
        .into_query();
    let newest = Expr::SubQuery(None, Box::new(newest.into()));
    let rows = Entity::find()
        .filter(Column::NoteId.is_in(notes))
        .filter(Expr::col((Entity, Column::Version)).gte(newest.sub(EARLIER_SHOWN)))
        .order_by_desc(Column::WrittenAt)
        .order_by_desc(Column::Version)
        .limit(SHOWN);
    let rows = rows.all(db).await?;
    let mut earlier: HashMap<Uuid, Vec<EarlierNote>> = HashMap::new();
    for row in rows {
        earlier.entry(row.note_id).or_default().push(EarlierNote {
            body: access.content.key.show(context(row.note_id, row.version), &row.body),
            written_at: local_time(row.written_at, access.content.organisation.zone),
        });
    }
    Ok(earlier)
}

/// Forgets those of a note.
pub(super) async fn forget(tx: &impl ConnectionTrait, note: Uuid) -> Result<()> {
    Entity::delete_many().filter(Column::NoteId.eq(note)).exec(tx).await?;
    Ok(())
}

/// Forgets those of a workspace.
pub(super) async fn forget_all(tx: &impl ConnectionTrait, workspace: Uuid) -> Result<()> {
    Entity::delete_many().filter(Column::WorkspaceId.eq(workspace)).exec(tx).await?;
    Ok(())
}

/// Those of a workspace.
pub(crate) async fn all(db: &impl ConnectionTrait, workspace: Uuid) -> Result<Vec<Model>> {
    Ok(Entity::find().filter(Column::WorkspaceId.eq(workspace)).all(db).await?)
}
