//! Who is in a workspace, and on what terms, as all who are concerned see it (P6).

use crate::{
    ground::{
        actor::{Counselor, Participant},
        audit::Action,
        clock::local_time,
        error::Result,
        services::Services,
    },
    guidance::{
        consent::{Column, Entity, Model, Names, StateColumn, is_of, purpose_place},
        workspace::{WorkspaceAccess, head, open_for_reading, visit},
    },
    people::person,
};
use contract::{
    ParticipationId, WorkspaceId,
    life::State,
    participation::{ParticipationStatus, ParticipationView, PeopleView},
};
use sea_orm::{Condition, QueryOrder, entity::prelude::*};

/// The people of a workspace.
pub(crate) async fn people(
    services: &Services,
    participant: Participant,
    id: WorkspaceId,
) -> Result<PeopleView> {
    let mut opened = open_for_reading(services, participant, id).await?;
    // The mail that asks for consent leads here: for the customer it is a visit (L1).
    visit(services, &mut opened).await?;
    opened.content.looked(services, Action::WorkspaceRead, id.0).await?;
    let db = services.database.read();
    let colleagues = if opened.is_owner() {
        let mut all =
            person::counselors_with_addresses(db, &services.keyring, opened.content.organisation.id).await?;
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
    opened: &WorkspaceAccess,
) -> Result<Vec<ParticipationView>> {
    let theirs = match opened.consent {
        Some(_) => Condition::all()
            .add(Column::PersonId.eq(opened.content.participant.person().0))
            .add(Column::State.eq(StateColumn::Joined)),
        None => Condition::all(),
    };
    let rows = Entity::find().filter(Column::WorkspaceId.eq(opened.id().0)).filter(theirs);
    let rows = rows.order_by_desc(Column::AskedAt).order_by_desc(Column::Id).all(db).await?;
    let names = Names::of(services, db, &rows).await?;
    Ok(rows.iter().map(|row| view(opened, row, &names)).collect())
}

fn view(opened: &WorkspaceAccess, row: &Model, names: &Names) -> ParticipationView {
    let is_past = row.through < opened.timeline.today;
    let standing = match row.state {
        StateColumn::Asked | StateColumn::Joined if is_past => ParticipationStatus::Over,
        StateColumn::Asked => ParticipationStatus::Asked,
        StateColumn::Joined => ParticipationStatus::Joined,
        StateColumn::Refused => ParticipationStatus::Refused,
        StateColumn::Withdrawn => ParticipationStatus::Withdrawn,
        StateColumn::Ended if row.ended_at.is_none() => ParticipationStatus::Over,
        StateColumn::Ended => ParticipationStatus::Ended,
        StateColumn::Left => ParticipationStatus::Left,
    };
    let is_customer = opened.content.participant.is_customer();
    let local = |at| local_time(at, opened.content.organisation.zone);
    let (name, organisation) = names.of_row(row);
    ParticipationView {
        id: ParticipationId(row.id),
        name,
        organisation,
        purpose: opened.content.key.show(purpose_place(row.id), &row.purpose),
        scope: row.scope(),
        through: row.through,
        standing,
        asked_at: local(row.asked_at),
        joined_at: row.joined_at.map(local),
        ended_at: row.ended_at.map(local),
        may_answer: is_customer
            && standing == ParticipationStatus::Asked
            && opened.state() != State::Archived,
        ending: ending(opened, row, standing),
    }
}

/// What the end of it by this participant would be.
fn ending(
    opened: &WorkspaceAccess,
    row: &Model,
    standing: ParticipationStatus,
) -> Option<ParticipationStatus> {
    match (standing, opened.content.participant) {
        (ParticipationStatus::Joined, Participant::Customer(_)) => Some(ParticipationStatus::Withdrawn),
        (ParticipationStatus::Joined | ParticipationStatus::Asked, _) if opened.is_owner() => {
            Some(ParticipationStatus::Ended)
        }
        (ParticipationStatus::Joined, Participant::Counselor(Counselor { person, .. })) => {
            is_of(row, person).then_some(ParticipationStatus::Left)
        }
        _ => None,
    }
}
