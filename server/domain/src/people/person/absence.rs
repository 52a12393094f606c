//! Absences of counselors, with a substitute (W6, P12): who stands in for whom on which days. What that opens is
//! decided with the workspaces.

use super::{counselors, role, roles};
use crate::{
    ground::{
        actor::Counselor,
        audit::{self, Action, Actor, Entry},
        clock::days_after,
        error::Result,
        services::Services,
    },
    people::{organisation, person::StaffRole},
};
use chrono::{Days, Months, NaiveDate};
use contract::{
    ApiError, FieldCode, OrganisationId, PersonId,
    absence::{Absence, AbsenceView, NewAbsence, StandsInFor},
};
use sea_orm::{
    Condition, DatabaseTransaction, IntoActiveModel, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*,
    sea_query::SelectStatement,
};

/// The detail of the audit line where an absence was set, and not ended.
pub(crate) const AWAY: &str = "away";

/// How far ahead an absence may end, in calendar months.
const AHEAD: Months = Months::new(24);

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
    /// From when on the substitute may open the workspaces whose customers were notified.
    pub access_from: Option<Date>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether the substitute, who this is, may open the counselor's workspaces on a day.
    pub(crate) fn opens_to(&self, person: PersonId, today: NaiveDate) -> bool {
        self.substitute_id == person.0
            && self.access_from.is_some_and(|from| from <= today)
            && today <= self.last_day
    }
}

/// The absence that is set for a counselor, if any.
pub(crate) async fn of(
    db: &impl ConnectionTrait,
    Counselor { person, organisation }: Counselor,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id((organisation.0, person.0)).one(db).await?)
}

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
    let current = match row {
        Some(row) => Some(Absence {
            first_day: row.first_day,
            last_day: row.last_day,
            substitute: PersonId(row.substitute_id),
            substitute_away: both_away(db, &row).await?,
            access_from: row.access_from,
        }),
        None => None,
    };
    let stands_in_for = stands_in(db, &colleagues, Counselor { person, organisation }, today).await?;
    Ok(AbsenceView { current, colleagues, stands_in_for, refused: vec![] })
}

/// When a substitute is away on days of the absence in which they stand in.
pub(crate) async fn both_away(
    db: &impl ConnectionTrait,
    row: &Model,
) -> Result<Option<(NaiveDate, NaiveDate)>> {
    let theirs = Entity::find_by_id((row.organisation_id, row.substitute_id))
        .filter(Column::FirstDay.lte(row.last_day))
        .filter(Column::LastDay.gte(row.first_day));
    let both = |theirs: Model| (theirs.first_day.max(row.first_day), theirs.last_day.min(row.last_day));
    Ok(theirs.one(db).await?.map(both))
}

/// For whom a counselor stands in, or will; of colleagues who guide still.
async fn stands_in(
    db: &impl ConnectionTrait,
    colleagues: &[(PersonId, String)],
    Counselor { person, organisation }: Counselor,
    today: NaiveDate,
) -> Result<Vec<StandsInFor>> {
    let rows = Entity::find()
        .filter(Column::OrganisationId.eq(organisation.0))
        .filter(Column::SubstituteId.eq(person.0))
        .filter(Column::LastDay.gte(today))
        .order_by_asc(Column::FirstDay);
    let named = |row: Model| {
        let (_, name) = colleagues.iter().find(|(id, _)| id.0 == row.person_id)?;
        Some(StandsInFor {
            name: name.clone(),
            first_day: row.first_day,
            last_day: row.last_day,
            access_from: row.access_from,
        })
    };
    Ok(rows.all(db).await?.into_iter().filter_map(named).collect())
}

/// Forgets the absences of a person, and those for which they stood in.
pub(crate) async fn forget(tx: &impl ConnectionTrait, person: PersonId) -> Result<()> {
    let either = Condition::any().add(Column::PersonId.eq(person.0)).add(Column::SubstituteId.eq(person.0));
    Entity::delete_many().filter(either).exec(tx).await?;
    Ok(())
}

/// Sets a counselor's absence, in place of the one before; the caller holds the counselor. Customers are notified before it opens anything to
/// the substitute: from the next day on at the earliest (P12).
///
/// # Errors
/// [`ApiError::Invalid`] for dates without order or past, and for a substitute who is no counselor there.
pub(crate) async fn put(
    tx: &DatabaseTransaction,
    services: &Services,
    (by, counselor): (Actor, Counselor),
    new: &NewAbsence,
) -> Result<Model> {
    let (first_day, last_day, substitute) = new.check()?;
    let Counselor { person, organisation } = counselor;
    let today = organisation::load(tx, organisation).await?.today(services.clock.now());
    if last_day < today {
        return Err(ApiError::field("last_day", FieldCode::InThePast).into());
    }
    let latest = today.checked_add_months(AHEAD).unwrap_or(today);
    if last_day > latest {
        return Err(ApiError::field("last_day", FieldCode::TooLate(latest)).into());
    }
    if substitute == person || !roles(tx, substitute, organisation).await?.contains(StaffRole::Counselor) {
        return Err(ApiError::field("substitute", FieldCode::NotACounselor).into());
    }
    let before = of(tx, counselor).await?;
    remove(tx, counselor).await?;
    // What customers were notified of before needs no other night.
    let announced = before
        .filter(|before| before.substitute_id == substitute.0 && before.last_day >= today)
        .and_then(|row| row.access_from);
    let earliest = announced.filter(|from| *from <= today).unwrap_or_else(|| days_after(today, 1));
    let row = Model {
        organisation_id: organisation.0,
        person_id: person.0,
        first_day,
        last_day,
        substitute_id: substitute.0,
        access_from: Some(first_day.max(earliest)),
    };
    Entity::insert(row.clone().into_active_model().reset_all()).exec_without_returning(tx).await?;
    audit::record(tx, services.clock.now(), entry(by, counselor, Some(substitute))).await?;
    Ok(row)
}

/// Ends a counselor's absence.
pub(crate) async fn end(
    tx: &DatabaseTransaction,
    services: &Services,
    (by, counselor): (Actor, Counselor),
) -> Result<()> {
    remove(tx, counselor).await?;
    audit::record(tx, services.clock.now(), entry(by, counselor, None)).await
}

async fn remove(tx: &impl ConnectionTrait, Counselor { person, organisation }: Counselor) -> Result<()> {
    Entity::delete_by_id((organisation.0, person.0)).exec(tx).await?;
    Ok(())
}

fn entry(by: Actor, counselor: Counselor, substitute: Option<PersonId>) -> Entry {
    Entry::new(by, Action::AbsenceSet)
        .within(counselor.organisation)
        .on(substitute.map(|id| id.0))
        .of(counselor.person)
        .because(if substitute.is_some() { AWAY } else { "back" })
}

/// For whom somebody stands in, or did.
pub(crate) async fn of_substitute(
    db: &impl ConnectionTrait,
    Counselor { person, organisation }: Counselor,
) -> Result<Vec<Uuid>> {
    let rows = Entity::find()
        .filter(Column::OrganisationId.eq(organisation.0))
        .filter(Column::SubstituteId.eq(person.0));
    Ok(rows.all(db).await?.into_iter().map(|row| row.person_id).collect())
}

/// The absences that are not over, wherever that is.
pub(crate) async fn not_over(services: &Services) -> Result<Vec<Model>> {
    // Nowhere it is an earlier day than the one before that of UTC.
    let earliest = services.clock.now().date_naive() - Days::new(1);
    let rows = Entity::find().filter(Column::LastDay.gte(earliest)).all(services.database.read());
    Ok(rows.await?)
}

/// Holds an absence in its transaction; `false` where it is not as it was.
pub(crate) async fn held(tx: &DatabaseTransaction, absence: &Model) -> Result<bool> {
    let row = Entity::find_by_id((absence.organisation_id, absence.person_id)).lock_exclusive().one(tx);
    Ok(row.await?.as_ref() == Some(absence))
}

/// Whether the absent one is a counselor still: of who guides no more nothing is opened.
pub(crate) async fn guides(db: &impl ConnectionTrait, absence: &Model) -> Result<bool> {
    let organisation = OrganisationId(absence.organisation_id);
    Ok(roles(db, PersonId(absence.person_id), organisation).await?.contains(StaffRole::Counselor))
}

/// The absence of a counselor that is announced or lasts on `today`, while its substitute can stand in.
pub(crate) async fn announced(
    db: &impl ConnectionTrait,
    organisation: OrganisationId,
    person: Uuid,
    today: NaiveDate,
) -> Result<Option<Model>> {
    let row = Entity::find_by_id((organisation.0, person)).filter(Column::LastDay.gte(today)).one(db).await?;
    let Some(row) = row else { return Ok(None) };
    // Whoever lost the role stands in for nobody.
    let roles = roles(db, PersonId(row.substitute_id), organisation).await?;
    Ok(Some(row).filter(|_| roles.contains(StaffRole::Counselor)))
}

/// The counselors whose workspaces somebody may open on `today` because they stand in.
pub(crate) fn stands_in_for(
    Counselor { person, organisation }: Counselor,
    today: NaiveDate,
) -> SelectStatement {
    // The absence of somebody who guides no more opens nothing.
    let guiding = role::Entity::find()
        .select_only()
        .column(role::Column::PersonId)
        .filter(role::Column::OrganisationId.eq(organisation.0))
        .filter(role::Column::Role.eq(StaffRole::Counselor.code()))
        .into_query();
    Entity::find()
        .select_only()
        .column(Column::PersonId)
        .filter(Column::OrganisationId.eq(organisation.0))
        .filter(Column::SubstituteId.eq(person.0))
        .filter(Column::AccessFrom.lte(today))
        .filter(Column::LastDay.gte(today))
        .filter(Column::PersonId.in_subquery(guiding))
        .into_query()
}
