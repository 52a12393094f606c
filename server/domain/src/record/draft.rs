//! Drafts (W1): what somebody has begun to write, sealed with its owner's key, for them alone. One
//! stays until it is sent, emptied, or its owner is destroyed: where nothing is accepted any more, it can
//! still be read.

mod save;
mod unsent;

pub(crate) use save::save;
pub(crate) use unsent::unsent;

use crate::ground::{
    error::Result,
    vault::{OwnerKind, SealContext, Sealed, SealedRow},
};
use chrono::{DateTime, Utc};
use contract::PersonId;
use sea_orm::{QuerySelect, entity::prelude::*};

const SUBJECT: &str = "draft.subject";
const BODY: &str = "draft.body";

/// The table `draft`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draft")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    /// The conversation it is for; its owner, where the conversation has not begun.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place_id: Uuid,
    /// Another each time it is kept.
    pub id: Uuid,
    pub owner_id: Uuid,
    pub owner_kind: OwnerKind,
    #[sea_orm(column_type = "Blob")]
    pub subject: Sealed,
    #[sea_orm(column_type = "Blob")]
    pub body: Sealed,
    pub version: i32,
    pub saved_at: DateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl SealedRow for Model {
    fn values(&self) -> Vec<(SealContext, &Sealed)> {
        vec![
            (context(self.id, self.version, SUBJECT), &self.subject),
            (context(self.id, self.version, BODY), &self.body),
        ]
    }
}

/// Where a field of one version of a draft is sealed.
fn context(id: Uuid, version: i32, field: &'static str) -> SealContext {
    SealContext { object: id, version, field }
}

/// A draft: where it is, and when it was kept.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Begun {
    /// Whose content it belongs to.
    pub owner: Uuid,
    /// The conversation it is for; the owner, where the conversation has not begun.
    pub place: Uuid,
    /// When it was kept last.
    pub saved_at: DateTime<Utc>,
}

/// Where somebody has drafts.
pub(crate) async fn places(
    db: &impl ConnectionTrait,
    person: PersonId,
    owners: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<Begun>> {
    let theirs = Entity::find()
        .select_only()
        .columns([Column::OwnerId, Column::PlaceId, Column::SavedAt])
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::OwnerId.is_in(owners));
    let rows: Vec<(Uuid, Uuid, DateTime<Utc>)> = theirs.into_tuple().all(db).await?;
    Ok(rows.into_iter().map(|(owner, place, saved_at)| Begun { owner, place, saved_at }).collect())
}

/// Forgets a person's draft: it was sent.
pub(crate) async fn forget_at(tx: &impl ConnectionTrait, person: PersonId, place: Uuid) -> Result<()> {
    Entity::delete_by_id((person.0, place)).exec(tx).await?;
    Ok(())
}

/// Forgets a person's drafts where nothing is theirs any more.
pub(crate) async fn forget_of(tx: &impl ConnectionTrait, owner: Uuid, person: PersonId) -> Result<()> {
    let theirs = Entity::delete_many().filter(Column::OwnerId.eq(owner));
    theirs.filter(Column::PersonId.eq(person.0)).exec(tx).await?;
    Ok(())
}

/// Forgets the drafts of an owner that is destroyed.
pub(crate) async fn forget(tx: &impl ConnectionTrait, owner: Uuid) -> Result<()> {
    Entity::delete_many().filter(Column::OwnerId.eq(owner)).exec(tx).await?;
    Ok(())
}
