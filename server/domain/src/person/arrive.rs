//! Somebody arrives from a sign-in: the person they are is found, or made.

use super::{ActiveModel, Column, Entity, IDENTITY_CODE, Model, NAME, identity_index};
use crate::{
    error::Result,
    services::Services,
    vault::{DataKey, Owner, Place, store},
};
use contract::{PersonId, identity_code::IdentityCode};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, entity::prelude::*};

/// What a customer provider says of a person (P1).
#[derive(Clone, Debug)]
pub struct CustomerIdentity {
    /// The identity code: the only thing by which customers are known.
    pub code: IdentityCode,
    /// The name.
    pub name: String,
}

/// What an organisation's provider says of a person (P2).
#[derive(Clone, Debug)]
pub struct StaffIdentity {
    /// The provider.
    pub issuer: String,
    /// Its name for the person.
    pub subject: String,
    /// The name.
    pub name: String,
}

/// The customer of this identity, made if new, with the name as it is today.
pub async fn arrive_customer(
    services: &Services,
    tx: &DatabaseTransaction,
    identity: &CustomerIdentity,
) -> Result<PersonId> {
    let index = identity_index(&services.keyring, &identity.code);
    let known = Entity::find().filter(Column::IdentityIndex.eq(index.clone())).one(tx).await?;
    if let Some(person) = known {
        return rename(services, tx, person, &identity.name, Some(&identity.code)).await;
    }
    let (id, key) = new_key(services, tx).await?;
    let person = ActiveModel {
        identity_code: Set(Some(key.seal_text(Place::of(id.0, IDENTITY_CODE), identity.code.reveal())?)),
        identity_index: Set(Some(index)),
        issuer: Set(None),
        subject_index: Set(None),
        ..blank(services, id, &key, &identity.name)?
    };
    Entity::insert(person).exec_without_returning(tx).await?;
    Ok(id)
}

/// The member of staff of this identity, made if new, with the name as it is today.
pub async fn arrive_staff(
    services: &Services,
    tx: &DatabaseTransaction,
    identity: &StaffIdentity,
) -> Result<PersonId> {
    let index = services.keyring.index("subject", &identity.subject);
    let known = Entity::find()
        .filter(Column::Issuer.eq(&identity.issuer))
        .filter(Column::SubjectIndex.eq(index.clone()))
        .one(tx)
        .await?;
    if let Some(person) = known {
        return rename(services, tx, person, &identity.name, None).await;
    }
    let (id, key) = new_key(services, tx).await?;
    let person = ActiveModel {
        identity_code: Set(None),
        identity_index: Set(None),
        issuer: Set(Some(identity.issuer.clone())),
        subject_index: Set(Some(index)),
        ..blank(services, id, &key, &identity.name)?
    };
    Entity::insert(person).exec_without_returning(tx).await?;
    Ok(id)
}

async fn new_key(services: &Services, tx: &DatabaseTransaction) -> Result<(PersonId, DataKey)> {
    let id = PersonId(services.randomness.uuid());
    let key = store::create(tx, &services.keyring, Owner::person(id)).await?;
    Ok((id, key))
}

fn blank(services: &Services, id: PersonId, key: &DataKey, name: &str) -> Result<ActiveModel> {
    Ok(ActiveModel {
        id: Set(id.0),
        name: Set(key.seal_text(Place::of(id.0, NAME), name)?),
        language: Set(None),
        version: Set(1),
        created_at: Set(services.clock.now()),
        ..Default::default()
    })
}

/// Names change; a changed one is a new version of the row.
async fn rename(
    services: &Services,
    tx: &DatabaseTransaction,
    row: Model,
    name: &str,
    code: Option<&IdentityCode>,
) -> Result<PersonId> {
    let id = PersonId(row.id);
    let key = store::load(tx, &services.keyring, Owner::person(id)).await?;
    let place = |version, field| Place { object: row.id, version, field };
    if key.open_text(place(row.version, NAME), &row.name)? != name {
        let version = row.version + 1;
        let code =
            code.map(|code| key.seal_text(place(version, IDENTITY_CODE), code.reveal())).transpose()?;
        let changed = ActiveModel {
            id: Set(row.id),
            name: Set(key.seal_text(place(version, NAME), name)?),
            identity_code: Set(code),
            version: Set(version),
            ..Default::default()
        };
        Entity::update(changed).exec(tx).await?;
    }
    Ok(id)
}
