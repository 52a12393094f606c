//! The confidentiality undertaking of staff (P9): given to an organisation, in a version of its
//! text, before the first access.

use crate::ground::{
    audit::{self, Action, Actor, Entry},
    error::Result,
    services::Services,
};
use chrono::{DateTime, Utc};
use contract::{ApiError, OrganisationId, PersonId, undertaking::VERSION};
use sea_orm::{ActiveValue::Set, QuerySelect, entity::prelude::*};
use std::collections::HashMap;

/// The table `undertaking`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "undertaking")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    person_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    organisation_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    version: i32,
    given_at: DateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

fn key(person: PersonId, organisation: OrganisationId) -> (Uuid, Uuid, i32) {
    (person.0, organisation.0, VERSION.cast_signed())
}

/// Whether somebody has given it to the organisation, in the text of now.
pub(crate) async fn is_given(
    db: &impl ConnectionTrait,
    person: PersonId,
    organisation: OrganisationId,
) -> Result<bool> {
    Ok(Entity::find_by_id(key(person, organisation)).one(db).await?.is_some())
}

/// Forgets what a person has given.
pub(crate) async fn forget(tx: &impl ConnectionTrait, person: PersonId) -> Result<()> {
    Entity::delete_many().filter(Column::PersonId.eq(person.0)).exec(tx).await?;
    Ok(())
}

/// Who has given it to the organisation in the text of now, and when.
pub(crate) async fn all(
    db: &impl ConnectionTrait,
    organisation: OrganisationId,
) -> Result<HashMap<Uuid, DateTime<Utc>>> {
    let rows: Vec<(Uuid, DateTime<Utc>)> = Entity::find()
        .select_only()
        .columns([Column::PersonId, Column::GivenAt])
        .filter(Column::OrganisationId.eq(organisation.0))
        .filter(Column::Version.eq(VERSION.cast_signed()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Gives it. Giving it twice changes nothing.
///
/// # Errors
/// [`ApiError::Conflict`] when another version than that of now was read.
pub async fn undertake(
    services: &Services,
    person: PersonId,
    organisation: OrganisationId,
    version: u32,
) -> Result<()> {
    if version != VERSION {
        return Err(ApiError::Conflict.into());
    }
    let now = services.clock.now();
    let tx = services.database.begin().await?;
    if is_given(&tx, person, organisation).await? {
        return Ok(());
    }
    let (person_id, organisation_id, version) = key(person, organisation);
    let row = ActiveModel {
        person_id: Set(person_id),
        organisation_id: Set(organisation_id),
        version: Set(version),
        given_at: Set(now),
    };
    Entity::insert(row).exec_without_returning(&tx).await?;
    super::used(&tx, person, organisation, now).await?;
    let entry = Entry::new(Actor::Staff(person), Action::UndertakingGiven)
        .within(organisation)
        .on(person.0)
        .of(person);
    audit::record(&tx, now, entry).await?;
    Ok(tx.commit().await?)
}
