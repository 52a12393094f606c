//! Internal notes of staff (W5): sealed with the workspace's key, never shown to the customer or
//! to a second professional, never in their package, and gone with the workspace.

mod change;
pub(crate) mod earlier;

pub(crate) use change::{change, delete};

use crate::{
    ground::{
        actor::Counselor,
        audit::{self, Action},
        clock::local_time,
        error::Result,
        once,
        services::Services,
        vault::{SealContext, Sealed, SealedRow},
    },
    guidance::workspace::{self, open_as_owner, open_for_reading},
    people::person,
};
use contract::{
    NoteId, WorkspaceId,
    note::{NewNote, NoteView, NotesView},
};
use sea_orm::{ActiveValue::Set, QueryOrder, QuerySelect, entity::prelude::*};

const BODY: &str = "note.body";

/// Notes shown, the newest first.
const SHOWN: u64 = 200;

/// The table `note`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "note")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub workspace_id: Uuid,
    pub author_id: Uuid,
    #[sea_orm(column_type = "Blob")]
    pub body: Sealed,
    /// When this version was written.
    pub written_at: DateTimeUtc,
    /// Another one after each change: an old text cannot be put back.
    pub version: i32,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl SealedRow for Model {
    fn values(&self) -> Vec<(SealContext, &Sealed)> {
        vec![(context(self.id, self.version), &self.body)]
    }
}

/// Where a version of a note is sealed.
fn context(note: Uuid, version: i32) -> SealContext {
    SealContext { object: note, version, field: BODY }
}

/// The notes of a workspace, the newest first.
pub(crate) async fn notes(services: &Services, counselor: Counselor, id: WorkspaceId) -> Result<NotesView> {
    let access = open_for_reading(services, counselor.into(), id).await?.require_owner()?;
    access.content.audit_read(services, Action::WorkspaceRead, id.0).await?;
    let db = services.database.read();
    let rows = Entity::find()
        .filter(Column::WorkspaceId.eq(id.0))
        .order_by_desc(Column::WrittenAt)
        .order_by_desc(Column::Id)
        .limit(SHOWN)
        .all(db)
        .await?;
    let names = person::names(db, &services.keyring, rows.iter().map(|row| row.author_id)).await?;
    let mut earlier = earlier::of(db, &access, rows.iter().map(|row| row.id)).await?;
    let view = |row: Model| {
        Ok(NoteView {
            id: NoteId(row.id),
            version: row.version,
            is_own: row.author_id == counselor.person.0,
            earlier: earlier.remove(&row.id).unwrap_or_default(),
            author: names.get(&row.author_id).cloned().unwrap_or_default(),
            body: access.content.key.show(context(row.id, row.version), &row.body),
            written_at: local_time(row.written_at, access.content.organisation.zone),
        })
    };
    let notes = rows.into_iter().map(view).collect::<Result<_>>()?;
    Ok(NotesView { head: crate::guidance::workspace::head(services, db, &access).await?, notes })
}

/// Adds a note, in every state in which staff see the workspace.
pub(crate) async fn add(
    services: &Services,
    counselor: Counselor,
    id: WorkspaceId,
    new: NewNote,
) -> Result<()> {
    let body = new.check()?;
    let now = services.clock.now();
    let tx = once::begin(services).await?;
    let access = open_as_owner(services, &tx, counselor.into(), id).await?;
    let note = services.randomness.uuid();
    let row = ActiveModel {
        id: Set(note),
        workspace_id: Set(id.0),
        author_id: Set(counselor.person.0),
        body: Set(access.content.key.seal_text(context(note, 1), &body)?),
        written_at: Set(now),
        version: Set(1),
    };
    Entity::insert(row).exec_without_returning(&tx).await?;
    audit::record(&tx, now, access.content.entry(Action::NoteWritten, note)).await?;
    workspace::commit(services, tx, id).await
}

/// Forgets the notes of a workspace that is destroyed.
pub(crate) async fn forget(tx: &impl ConnectionTrait, workspace: Uuid) -> Result<()> {
    earlier::forget_all(tx, workspace).await?;
    Entity::delete_many().filter(Column::WorkspaceId.eq(workspace)).exec(tx).await?;
    Ok(())
}
