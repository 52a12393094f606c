//! Files of a workspace (W1): sealed while they arrive, kept in an object store, and known to the
//! database by a row each. A row without a message is a file that its sender has not sent yet.

mod attach;
pub(crate) mod count;
mod intake;
mod kind;
mod name;
mod open;
mod receive;
mod remove;
mod scan;
pub mod store;
mod sweep;
mod views;

pub(crate) use attach::attach;
pub use open::{Content, OpenFile, open};
pub(crate) use open::{content, sent_before};
pub use receive::{Incoming, receive};
pub(crate) use remove::{detach, forget, forget_unsent, remove, remove_objects, remove_stored};
pub use scan::{Verdict, judge, to_scan, unscanned};
pub use sweep::sweep;
pub(crate) use sweep::unsent;
pub(crate) use views::{of_messages, unsent_by};

use crate::{
    error::{Error, Result},
    vault::{DataKey, Place, Sealed},
};
use contract::{
    FileId,
    file::{FileKind, FileState, FileView},
};
use sea_orm::entity::prelude::*;

const NAME: &str = "file.name";
const KIND: &str = "file.kind";
const CONTENT: &str = "file.content";

/// The table `file`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "file")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub workspace_id: Uuid,
    pub author_id: Uuid,
    /// Where it is to be sent, or was; empty before its conversation begins.
    pub conversation_id: Option<Uuid>,
    pub message_id: Option<Uuid>,
    #[sea_orm(column_type = "Blob")]
    pub name: Sealed,
    #[sea_orm(column_type = "Blob")]
    pub kind: Sealed,
    pub size: i64,
    pub state: StateColumn,
    pub created_at: DateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Whether it can be had, as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
pub(crate) enum StateColumn {
    Ready,
    Checking,
    Harmful,
}

impl From<StateColumn> for FileState {
    fn from(column: StateColumn) -> Self {
        match column {
            StateColumn::Ready => Self::Ready,
            StateColumn::Checking => Self::Checking,
            StateColumn::Harmful => Self::Harmful,
        }
    }
}

impl Model {
    /// What is shown of it.
    pub fn view(&self, key: &DataKey) -> Result<FileView> {
        let kind = key.open_text(Place::of(self.id, KIND), &self.kind)?;
        Ok(FileView {
            id: FileId(self.id),
            name: key.open_text(Place::of(self.id, NAME), &self.name)?,
            kind: FileKind::from_media_type(&kind).ok_or(Error::Inconsistent("unknown kind of file"))?,
            size: self.bytes(),
            state: self.state.into(),
        })
    }

    /// Its size in bytes.
    pub fn bytes(&self) -> u64 {
        u64::try_from(self.size).unwrap_or(0)
    }
}

/// Where the content of a file is sealed.
fn content_place(id: Uuid) -> Place {
    Place::of(id, CONTENT)
}
