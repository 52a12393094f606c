//! Wrapped data keys in the database.

use crate::ground::{
    error::{Error, Result},
    vault::{DataKey, Keyring, Owner, OwnerKind, SealContext, SealError},
};
use sea_orm::{ActiveValue::Set, entity::prelude::*};
use std::collections::HashMap;

/// The table `data_key`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "data_key")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    owner_kind: OwnerKind,
    #[sea_orm(primary_key, auto_increment = false)]
    owner_id: Uuid,
    organisation_id: Uuid,
    epoch: i32,
    #[sea_orm(column_type = "Blob")]
    wrapped: Vec<u8>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Makes and stores the data key of a new owner.
pub async fn create(db: &impl ConnectionTrait, keyring: &Keyring, owner: Owner) -> Result<DataKey> {
    let (key, epoch, wrapped) = keyring.new_data_key(owner)?;
    let row = ActiveModel {
        owner_kind: Set(owner.kind),
        owner_id: Set(owner.id),
        organisation_id: Set(owner.organisation),
        epoch: Set(epoch),
        wrapped: Set(wrapped),
    };
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(key)
}

/// Where the data key of `owner` stands.
pub fn context_of(owner: Owner) -> SealContext {
    SealContext::of(owner.id, "data_key.wrapped")
}

/// Says in the log that the data key of `owner` does not open, and by which reference.
fn not_opened(owner: Owner, error: SealError) -> Error {
    let (context, reference) = (context_of(owner), context_of(owner).reference());
    tracing::error!(
        field = context.field, kind = owner.kind.word(), row = %owner.id, reference, %error,
        "a data key does not open"
    );
    Error::Damaged(reference)
}

/// The data key of `owner`, when there is one.
pub async fn find(db: &impl ConnectionTrait, keyring: &Keyring, owner: Owner) -> Result<Option<DataKey>> {
    let row = Entity::find_by_id((owner.kind, owner.id)).one(db).await?;
    row.map(|row| open(keyring, owner, &row)).transpose()
}

/// The data key in the row of `owner`.
pub(crate) fn open(keyring: &Keyring, owner: Owner, row: &Model) -> Result<DataKey> {
    keyring.unwrap(owner, row.epoch, &row.wrapped).map_err(|error| not_opened(owner, error))
}

/// The data key of an owner that must have one.
pub async fn load(db: &impl ConnectionTrait, keyring: &Keyring, owner: Owner) -> Result<DataKey> {
    find(db, keyring, owner).await?.ok_or(Error::Inconsistent("data key missing"))
}

/// The data keys of many owners of one kind, by the owner's id. One that does not open is not there.
pub async fn load_many(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    owners: &[Owner],
) -> Result<HashMap<Uuid, DataKey>> {
    let Some(kind) = owners.first().map(|owner| owner.kind) else { return Ok(HashMap::new()) };
    let rows = Entity::find()
        .filter(Column::OwnerKind.eq(kind))
        .filter(Column::OwnerId.is_in(owners.iter().map(|owner| owner.id)))
        .all(db)
        .await?;
    let owners: HashMap<Uuid, &Owner> = owners.iter().map(|owner| (owner.id, owner)).collect();
    let mut keys = HashMap::new();
    for row in rows {
        if let Some(owner) = owners.get(&row.owner_id).copied() {
            match keyring.unwrap(*owner, row.epoch, &row.wrapped) {
                Ok(key) => drop(keys.insert(row.owner_id, key)),
                // What is sealed with it is damaged, and shown so; the others are not.
                Err(error) => drop(not_opened(*owner, error)),
            }
        }
    }
    Ok(keys)
}

/// Destroys the data key of `owner`: what is sealed with it never opens again (L7).
pub async fn destroy(db: &impl ConnectionTrait, owner: Owner) -> Result<()> {
    Entity::delete_by_id((owner.kind, owner.id)).exec(db).await?;
    Ok(())
}
