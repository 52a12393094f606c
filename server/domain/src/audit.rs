//! The trace (A1): who, on whose behalf, did or read what of whom, and when. It never holds a
//! text that somebody typed.

mod denied;
mod record;
mod verify;

pub use denied::denied;
pub use record::{Action, Actor};
pub(crate) use record::{Entry, record, record_all};
pub use verify::{Verdict, verify};

use sea_orm::entity::prelude::*;
use sha2::{Digest, Sha256};

/// The table `audit`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub at: DateTimeUtc,
    organisation_id: Option<Uuid>,
    actor_kind: String,
    pub actor_id: Option<Uuid>,
    pub action: String,
    pub object_id: Option<Uuid>,
    subject_id: Option<Uuid>,
    detail: Option<String>,
    #[sea_orm(column_type = "Blob")]
    hash: Vec<u8>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The table `audit_head`: one row that says where the chain ends.
pub(crate) mod head {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_head")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i32,
        pub seq: i64,
        #[sea_orm(column_type = "Blob")]
        pub hash: Vec<u8>,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

impl Model {
    /// The hash of this line after the one before it. Every field is written with its length,
    /// so that no two different lines are the same bytes.
    fn chained(&self, previous: &[u8]) -> Vec<u8> {
        let mut hash = Sha256::new();
        let mut field = |bytes: &[u8]| {
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        };
        field(previous);
        field(&self.seq.to_be_bytes());
        field(&self.at.timestamp_micros().to_be_bytes());
        for id in [self.organisation_id, self.actor_id, self.object_id, self.subject_id] {
            field(id.as_ref().map_or(&[], |id| id.as_bytes()));
        }
        field(self.actor_kind.as_bytes());
        field(self.action.as_bytes());
        field(self.detail.as_deref().unwrap_or_default().as_bytes());
        hash.finalize().to_vec()
    }
}
