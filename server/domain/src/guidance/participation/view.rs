//! Who is in a workspace, and on what terms, as all who are concerned see it (P6).

use crate::{
    ground::{
        actor::{Counselor, Participant},
        audit::{self, Action},
        clock::{local_date, local_time},
        error::Result,
        services::Services,
    },
    guidance::{
        consent::{Column, Entity, Model, Names, StateColumn, is_of, purpose_context},
        workspace::{WorkspaceAccess, head, open_for_reading, visit},
    },
    people::person::{self, StaffRole},
    record::notification,
};
use chrono::NaiveDate;
use contract::{
    ParticipationId, PersonId, WorkspaceId,
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
    let mut access = open_for_reading(services, participant, id).await?;
    // The mail that asks for consent leads here: for the customer it is a visit (L1).
    visit(services, &mut access).await?;
    notification::seen(services, participant.person(), id.0).await?;
    access.content.audit_read(services, Action::WorkspaceRead, id.0).await?;
    let db = services.database.read();
    let colleagues = if access.is_owner() {
        let mut all =
            person::counselors_with_addresses(db, &services.keyring, access.content.organisation.id).await?;
        all.retain(|(who, ..)| *who != participant.person());
        all.into_iter().map(|(_, name, email)| (name, email)).collect()
    } else {
        vec![]
    };
    let mut successors = vec![];
    if access.is_owner() {
        let organisation = access.content.organisation.id;
        let mut all = person::all_with(db, organisation, StaffRole::Counselor).await?;
        all.retain(|who| *who != participant.person());
        let names = person::names(db, &services.keyring, all.iter().map(|who| who.0)).await?;
        successors = names.into_iter().map(|(who, name)| (PersonId(who), name)).collect();
        successors.sort_by(|one, other| one.1.cmp(&other.1));
    }
    Ok(PeopleView {
        successors,
        side: participant.side(),
        counselor_since: counselor_since(db, &access).await?,
        participations: views(services, db, &access).await?,
        head: head(services, db, &access).await?,
        colleagues,
    })
}

/// Since when its counselor has it: since it was handed over last, or from its beginning.
async fn counselor_since(db: &impl ConnectionTrait, access: &WorkspaceAccess) -> Result<NaiveDate> {
    let handed_over = audit::Entity::find()
        .filter(audit::Column::ObjectId.eq(access.id().0))
        .filter(audit::Column::Action.eq(Action::WorkspaceHandedOver.code()))
        .order_by_desc(audit::Column::Id)
        .one(db)
        .await?;
    let zone = access.content.organisation.zone;
    Ok(handed_over.map_or(access.row.created_on, |line| local_date(line.at, zone)))
}

/// All that ever were asked for, as the participant sees them: a second professional what they
/// were granted.
pub(crate) async fn views(
    services: &Services,
    db: &impl ConnectionTrait,
    access: &WorkspaceAccess,
) -> Result<Vec<ParticipationView>> {
    let theirs = match access.consent {
        Some(_) => Condition::all()
            .add(Column::PersonId.eq(access.content.participant.person().0))
            .add(Column::State.eq(StateColumn::Joined)),
        None => Condition::all(),
    };
    let rows = Entity::find().filter(Column::WorkspaceId.eq(access.id().0)).filter(theirs);
    let rows = rows.order_by_desc(Column::AskedAt).order_by_desc(Column::Id).all(db).await?;
    let names = Names::of(services, db, &rows).await?;
    Ok(rows.iter().map(|row| view(access, row, &names)).collect())
}

fn view(access: &WorkspaceAccess, row: &Model, names: &Names) -> ParticipationView {
    let is_past = row.through < access.timeline.today;
    let status = match row.state {
        StateColumn::Asked | StateColumn::Joined if is_past => ParticipationStatus::Over,
        StateColumn::Asked => ParticipationStatus::Asked,
        StateColumn::Joined => ParticipationStatus::Joined,
        StateColumn::Refused => ParticipationStatus::Refused,
        StateColumn::Withdrawn => ParticipationStatus::Withdrawn,
        StateColumn::Ended if row.ended_at.is_none() => ParticipationStatus::Over,
        StateColumn::Ended => ParticipationStatus::Ended,
        StateColumn::Left => ParticipationStatus::Left,
    };
    let is_customer = access.content.participant.is_customer();
    let local = |at| local_time(at, access.content.organisation.zone);
    let (name, organisation) = names.of_row(row);
    ParticipationView {
        id: ParticipationId(row.id),
        name,
        organisation,
        purpose: access.content.key.show(purpose_context(row.id), &row.purpose),
        scope: row.scope(),
        through: row.through,
        status,
        asked_at: local(row.asked_at),
        joined_at: row.joined_at.map(local),
        ended_at: row.ended_at.map(local),
        may_answer: is_customer && status == ParticipationStatus::Asked && access.state() != State::Archived,
        ending: ending(access, row, status),
    }
}

/// What the end of it by this participant would be.
fn ending(access: &WorkspaceAccess, row: &Model, status: ParticipationStatus) -> Option<ParticipationStatus> {
    match (status, access.content.participant) {
        (ParticipationStatus::Joined, Participant::Customer(_)) => Some(ParticipationStatus::Withdrawn),
        (ParticipationStatus::Joined | ParticipationStatus::Asked, _) if access.is_owner() => {
            Some(ParticipationStatus::Ended)
        }
        (ParticipationStatus::Joined, Participant::Counselor(Counselor { person, .. })) => {
            is_of(row, person).then_some(ParticipationStatus::Left)
        }
        _ => None,
    }
}
