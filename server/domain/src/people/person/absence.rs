//! Out of office, with a substitute (W6). The customer sees who stands in; the substitute gets
//! the counselor's digest. What is in the workspaces is not opened to anybody by it: for that there
//! is handing over (P7) and the customer's consent (P6).

use super::{counselors, names, roles};
use crate::{
    ground::{
        actor::{Counselor, Role},
        audit::{self, Action, Entry},
        error::Result,
        once,
        services::Services,
    },
    people::{organisation, person::StaffRole},
};
use chrono::NaiveDate;
use contract::{
    ApiError, FieldCode, OrganisationId, PersonId,
    absence::{Absence, AbsenceView, Away, NewAbsence},
};
use sea_orm::{ActiveValue::Set, Condition, entity::prelude::*};

/// The table `absence`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "absence")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    pub first_day: Date,
    pub last_day: Date,
    pub substitute_id: Uuid,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A counselor's absence that is not over, and who could stand in.
pub(crate) async fn view(
    services: &Services,
    Counselor { person, organisation }: Counselor,
) -> Result<AbsenceView> {
    let db = services.database.read();
    let today = organisation::load(db, organisation).await?.today(services.clock.now());
    let row =
        Entity::find_by_id((organisation.0, person.0)).filter(Column::LastDay.gte(today)).one(db).await?;
    let mut colleagues = counselors(db, &services.keyring, organisation).await?;
    colleagues.retain(|(id, _)| *id != person);
    let current = row.map(|row| Absence {
        first_day: row.first_day,
        last_day: row.last_day,
        substitute: PersonId(row.substitute_id),
    });
    Ok(AbsenceView { current, colleagues })
}

/// Forgets the absences of a person, and those for which they stood in.
pub(crate) async fn forget(tx: &impl ConnectionTrait, person: PersonId) -> Result<()> {
    let either = Condition::any().add(Column::PersonId.eq(person.0)).add(Column::SubstituteId.eq(person.0));
    Entity::delete_many().filter(either).exec(tx).await?;
    Ok(())
}

/// Sets a counselor's absence, in place of the one before.
///
/// # Errors
/// [`ApiError::Invalid`] for dates without order, and for a substitute who is no counselor there.
pub(crate) async fn set(services: &Services, counselor: Counselor, new: NewAbsence) -> Result<()> {
    let (first_day, last_day, substitute) = new.check()?;
    let Counselor { person, organisation } = counselor;
    let tx = once::begin(services).await?;
    if substitute == person || !roles(&tx, substitute, organisation).await?.contains(StaffRole::Counselor) {
        return Err(ApiError::field("substitute", FieldCode::NotACounselor).into());
    }
    remove(&tx, counselor).await?;
    let row = ActiveModel {
        organisation_id: Set(organisation.0),
        person_id: Set(person.0),
        first_day: Set(first_day),
        last_day: Set(last_day),
        substitute_id: Set(substitute.0),
    };
    Entity::insert(row).exec_without_returning(&tx).await?;
    audit::record(&tx, services.clock.now(), entry(counselor, Some(substitute))).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends a counselor's absence.
pub(crate) async fn end(services: &Services, counselor: Counselor) -> Result<()> {
    let tx = once::begin(services).await?;
    remove(&tx, counselor).await?;
    audit::record(&tx, services.clock.now(), entry(counselor, None)).await?;
    tx.commit().await?;
    Ok(())
}

async fn remove(tx: &impl ConnectionTrait, Counselor { person, organisation }: Counselor) -> Result<()> {
    Entity::delete_by_id((organisation.0, person.0)).exec(tx).await?;
    Ok(())
}

fn entry(counselor: Counselor, substitute: Option<PersonId>) -> Entry {
    Entry::new(counselor.actor(), Action::AbsenceSet)
        .within(counselor.organisation)
        .on(substitute.map(|id| id.0))
        .of(counselor.person)
        .because(if substitute.is_some() { "away" } else { "back" })
}

/// Who stands in for a counselor on `today`, and until when.
pub(crate) async fn on(
    db: &impl ConnectionTrait,
    organisation: OrganisationId,
    person: Uuid,
    today: NaiveDate,
) -> Result<Option<(PersonId, NaiveDate)>> {
    let row = Entity::find_by_id((organisation.0, person))
        .filter(Column::FirstDay.lte(today))
        .filter(Column::LastDay.gte(today))
        .one(db)
        .await?;
    Ok(row.map(|row| (PersonId(row.substitute_id), row.last_day)))
}

/// What a customer sees of a counselor's absence on `today`.
pub(crate) async fn away(
    services: &Services,
    db: &impl ConnectionTrait,
    organisation: OrganisationId,
    counselor: Uuid,
    today: NaiveDate,
) -> Result<Option<Away>> {
    let Some((substitute, until)) = on(db, organisation, counselor, today).await? else { return Ok(None) };
    // Whoever lost the role stands in for nobody.
    if !roles(db, substitute, organisation).await?.contains(StaffRole::Counselor) {
        return Ok(None);
    }
    let mut names = names(db, &services.keyring, [substitute.0]).await?;
    Ok(names.remove(&substitute.0).map(|substitute| Away { until, substitute }))
}
