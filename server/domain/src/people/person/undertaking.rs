//! The confidentiality undertaking of staff (P9): given to an organisation, in a version of its
//! text, before the first access.

mod text;

pub(crate) use text::{set, view};

use crate::ground::{
    audit::{self, Action, Actor, Entry},
    error::Result,
    services::Services,
};
use chrono::{DateTime, Utc};
use contract::{ApiError, OrganisationId, PersonId};
use sea_orm::{ActiveValue::Set, ExprTrait, QuerySelect, entity::prelude::*};
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

/// Whether somebody has given it to the organisation, in the text of now.
pub(crate) async fn is_given(
    db: &impl ConnectionTrait,
    person: PersonId,
    organisation: OrganisationId,
) -> Result<bool> {
    let given = Entity::find()
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::OrganisationId.eq(organisation.0))
        .filter(ExprTrait::eq(Expr::col(Column::Version), text::of_now(organisation)));
    Ok(given.one(db).await?.is_some())
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
        .filter(ExprTrait::eq(Expr::col(Column::Version), text::of_now(organisation)))
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
    let now = services.clock.now();
    let tx = services.database.begin().await?;
    if version != text::view(&tx, organisation).await?.version {
        return Err(ApiError::Conflict.into());
    }
    if is_given(&tx, person, organisation).await? {
        return Ok(());
    }
    let row = ActiveModel {
        person_id: Set(person.0),
        organisation_id: Set(organisation.0),
        version: Set(version.cast_signed()),
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
