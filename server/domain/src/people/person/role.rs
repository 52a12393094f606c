//! Roles of staff in their organisations (P4).

use crate::ground::error::Result;
use chrono::{DateTime, Utc};
use contract::{
    OrganisationId, PersonId,
    staff::{Roles, StaffRole},
};
use sea_orm::{QuerySelect, entity::prelude::*};
use std::collections::HashSet;

/// Given by somebody.
pub const GRANT: &str = "grant";

/// Given by the organisation's provider, for as long as it says so.
pub const CLAIM: &str = "claim";

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "role_grant")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub role: String,
    pub granted_at: DateTimeUtc,
    /// `grant` by somebody, or `claim` of the organisation's provider.
    pub source: String,
    /// When whoever has it last signed in.
    pub used_at: Option<DateTimeUtc>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Which of some people guide, and for which organisations.
pub(crate) async fn guiding(
    db: &impl ConnectionTrait,
    people: impl IntoIterator<Item = Uuid>,
) -> Result<HashSet<(Uuid, Uuid)>> {
    let rows = Entity::find()
        .select_only()
        .column(Column::PersonId)
        .column(Column::OrganisationId)
        .filter(Column::Role.eq(StaffRole::Counselor.code()))
        .filter(Column::PersonId.is_in(people))
        .into_tuple();
    Ok(rows.all(db).await?.into_iter().collect())
}

/// The roles of the person in the organisation at this moment.
pub(crate) async fn roles(
    db: &impl ConnectionTrait,
    person: PersonId,
    organisation: OrganisationId,
) -> Result<Roles> {
    let rows = Entity::find()
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::OrganisationId.eq(organisation.0))
        .all(db)
        .await?;
    Ok(rows.iter().filter_map(|row| StaffRole::from_code(&row.role)).collect())
}

/// Notes that somebody signed in with their roles in an organisation.
pub(crate) async fn used(
    db: &impl ConnectionTrait,
    person: PersonId,
    organisation: OrganisationId,
    now: DateTime<Utc>,
) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::OrganisationId.eq(organisation.0))
        .exec(db)
        .await?;
    Ok(())
}

/// Who has a role in an organisation.
pub(crate) async fn all_with(
    db: &impl ConnectionTrait,
    organisation: OrganisationId,
    role: StaffRole,
) -> Result<Vec<PersonId>> {
    let rows = Entity::find()
        .filter(Column::OrganisationId.eq(organisation.0))
        .filter(Column::Role.eq(role.code()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| PersonId(row.person_id)).collect())
}
