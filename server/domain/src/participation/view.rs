//! Who is in a workspace, and on what terms, as all who are concerned see it (P6).

use super::{Column, Entity, Model, StateColumn, is_of, open_on, purpose_place};
use crate::{
    audit::Action,
    clock::local_time,
    error::Result,
    organisation, person,
    services::Services,
    workspace::{Opened, Participant, head, open_for_reading, visit},
};
use contract::{
    ParticipationId, WorkspaceId,
    life::State,
    participation::{Also, ParticipationView, PeopleView, Standing},
};
use sea_orm::{Condition, QueryOrder, entity::prelude::*};
use std::collections::HashMap;

/// The people of a workspace.
pub(crate) async fn people(
    services: &Services,
    participant: Participant,
    id: WorkspaceId,
) -> Result<PeopleView> {
    let mut opened = open_for_reading(services, participant, id).await?;
    // The mail that asks for consent leads here: for the customer it is a visit (L1).
    visit(services, &mut opened).await?;
    opened.looked(services, Action::WorkspaceRead, id.0).await?;
    let db = services.database.read();
    let colleagues = if opened.leads() {
        let mut all =
            person::counselors_with_addresses(db, &services.keyring, opened.organisation.id).await?;
        all.retain(|(who, ..)| *who != participant.person());
        all.into_iter().map(|(_, name, email)| (name, email)).collect()
    } else {
        vec![]
    };
    Ok(PeopleView {
        participations: views(services, db, &opened).await?,
        head: head(services, db, &opened).await?,
        colleagues,
    })
}

/// All that ever were asked for, as the participant sees them: a second professional what they
/// were granted.
pub(crate) async fn views(
    services: &Services,
    db: &impl ConnectionTrait,
    opened: &Opened,
) -> Result<Vec<ParticipationView>> {
    let theirs = match opened.consent {
        Some(_) => Condition::all()
            .add(Column::PersonId.eq(opened.participant.person().0))
            .add(Column::State.eq(StateColumn::Joined)),
        None => Condition::all(),
    };
    let rows = Entity::find().filter(Column::WorkspaceId.eq(opened.id().0)).filter(theirs);
    let rows = rows.order_by_desc(Column::AskedAt).order_by_desc(Column::Id).all(db).await?;
    let names = Names::of(services, db, &rows).await?;
    Ok(rows.iter().map(|row| view(opened, row, &names)).collect())
}

fn view(opened: &Opened, row: &Model, names: &Names) -> ParticipationView {
    let is_past = row.through < opened.timeline.today;
    let standing = match row.state {
        StateColumn::Asked | StateColumn::Joined if is_past => Standing::Over,
        StateColumn::Asked => Standing::Asked,
        StateColumn::Joined => Standing::Joined,
        StateColumn::Refused => Standing::Refused,
        StateColumn::Withdrawn => Standing::Withdrawn,
        StateColumn::Ended if row.ended_at.is_none() => Standing::Over,
        StateColumn::Ended => Standing::Ended,
        StateColumn::Left => Standing::Left,
    };
    let is_customer = matches!(opened.participant, Participant::Customer(_));
    let local = |at| local_time(at, opened.organisation.zone);
    let (name, organisation) = names.of_row(row);
    ParticipationView {
        id: ParticipationId(row.id),
        name,
        organisation,
        purpose: opened.key.show(purpose_place(row.id), &row.purpose),
        scope: row.scope(),
        through: row.through,
        standing,
        asked_at: local(row.asked_at),
        joined_at: row.joined_at.map(local),
        ended_at: row.ended_at.map(local),
        may_answer: is_customer && standing == Standing::Asked && opened.state() != State::Archived,
        ending: ending(opened, row, standing),
    }
}

/// What the end of it by this participant would be.
fn ending(opened: &Opened, row: &Model, standing: Standing) -> Option<Standing> {
    match (standing, opened.participant) {
        (Standing::Joined, Participant::Customer(_)) => Some(Standing::Withdrawn),
        (Standing::Joined | Standing::Asked, _) if opened.leads() => Some(Standing::Ended),
        (Standing::Joined, Participant::Counselor { person, .. }) => {
            is_of(row, person).then_some(Standing::Left)
        }
        _ => None,
    }
}

/// The names behind rows.
struct Names {
    people: HashMap<Uuid, String>,
    organisations: HashMap<Uuid, String>,
}

impl Names {
    async fn of(services: &Services, db: &impl ConnectionTrait, rows: &[Model]) -> Result<Self> {
        let people = person::names(db, &services.keyring, rows.iter().map(|row| row.person_id)).await?;
        let ids = rows.iter().map(|row| row.organisation_id);
        let organisations =
            organisation::Entity::find().filter(organisation::Column::Id.is_in(ids)).all(db).await?;
        let organisations = organisations.into_iter().map(|row| (row.id, row.name)).collect();
        Ok(Self { people, organisations })
    }

    /// The name of a person, and of the organisation for which they act.
    fn of_row(&self, row: &Model) -> (String, String) {
        let name = self.people.get(&row.person_id).cloned().unwrap_or_default();
        (name, self.organisations.get(&row.organisation_id).cloned().unwrap_or_default())
    }
}

/// Those who take part today besides the counselor, the first to join first.
pub(crate) async fn also(
    services: &Services,
    db: &impl ConnectionTrait,
    opened: &Opened,
) -> Result<Vec<Also>> {
    let rows = open_on(opened.id(), opened.timeline.today)
        .filter(Column::State.eq(StateColumn::Joined))
        .order_by_asc(Column::JoinedAt)
        .all(db)
        .await?;
    let names = Names::of(services, db, &rows).await?;
    let also = rows.iter().map(|row| {
        let (name, organisation) = names.of_row(row);
        Also { name, organisation, through: row.through }
    });
    Ok(also.collect())
}

/// For how many the customer is asked.
pub(crate) async fn asked(db: &impl ConnectionTrait, opened: &Opened) -> Result<u32> {
    let count = open_on(opened.id(), opened.timeline.today).filter(Column::State.eq(StateColumn::Asked));
    Ok(u32::try_from(count.count(db).await?).unwrap_or(u32::MAX))
}
