//! Files (W1): sealed while they arrive, kept in an object store, and known to the
//! database by a row each. A row without a message is a file that its sender has not sent yet.

mod attach;
pub(crate) mod count;
mod intake;
mod kind;
mod name;
mod open;
pub(crate) mod orphan;
mod receive;
mod remove;
mod stored;
mod sweep;
mod views;

pub(crate) use attach::attach;
pub use open::{Content, Look, OpenFile};
pub(crate) use open::{content, is_stored, open, sent_before};
pub use receive::Incoming;
pub(crate) use receive::{Arrived, keep, store};
pub(crate) use remove::{
    detach, forget, forget_unsent, remove_object, remove_objects, remove_stored, remove_unsent,
};
pub use sweep::{Swept, sweep};
pub(crate) use sweep::{unsent, without_row};
pub(crate) use views::{of_messages, unsent_by};

use crate::ground::{
    error::{Error, Result},
    vault::{DataKey, OwnerKind, SealContext, Sealed, SealedRow},
};
use contract::{
    FileId,
    damage::reference_of,
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
    pub owner_id: Uuid,
    pub owner_kind: OwnerKind,
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

impl SealedRow for Model {
    fn values(&self) -> Vec<(SealContext, &Sealed)> {
        vec![(SealContext::of(self.id, NAME), &self.name), (SealContext::of(self.id, KIND), &self.kind)]
    }
}

/// Whether it can be had, as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::None)", rename_all = "snake_case")]
pub(crate) enum StateColumn {
    Ready,
    Checking,
    Harmful,
    Unchecked,
}

impl From<StateColumn> for FileState {
    fn from(column: StateColumn) -> Self {
        match column {
            StateColumn::Ready => Self::Ready,
            StateColumn::Checking => Self::Checking,
            StateColumn::Harmful => Self::Harmful,
            StateColumn::Unchecked => Self::Unchecked,
        }
    }
}

impl Model {
    /// What is shown of it.
    pub fn view(&self, key: &DataKey) -> Result<FileView> {
        let media_type = self.media_type(key);
        let essence = media_type.split(';').next().unwrap_or_default();
        let kind = FileKind::from_media_type(essence).ok_or(Error::Inconsistent("unknown kind of file"))?;
        Ok(FileView {
            id: FileId(self.id),
            name: key.show(SealContext::of(self.id, NAME), &self.name),
            kind,
            size: self.bytes(),
            state: self.state.into(),
        })
    }

    /// Its media type, with the encoding of a text.
    pub fn media_type(&self, key: &DataKey) -> String {
        let media_type = key.show(SealContext::of(self.id, KIND), &self.kind);
        // Whatever it is, it is given as what nothing runs. Texts of before say nothing of their encoding.
        if reference_of(&media_type).is_some() || media_type == FileKind::Text.media_type() {
            return format!("{}; charset=utf-8", FileKind::Text.media_type());
        }
        media_type
    }

    /// Its size in bytes.
    pub fn bytes(&self) -> u64 {
        u64::try_from(self.size).unwrap_or(0)
    }
}

/// Where the content of a file is sealed.
pub(crate) fn content_context(id: Uuid) -> SealContext {
    SealContext::of(id, CONTENT)
}
