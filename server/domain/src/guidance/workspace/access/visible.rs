//! The conditions under which somebody sees a workspace (P5, L4, L6).

use crate::{
    ground::{
        actor::{Counselor, Customer, Participant, Supervisor},
        clock::local_date,
    },
    guidance::{
        break_glass_session, consent, substitute_notice,
        workspace::{Column, Entity, InvitationStatusColumn, administered},
    },
    people::{
        organisation::{self, Organisation},
        person::absence,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use sea_orm::{Condition, ExprTrait, QuerySelect, QueryTrait, entity::prelude::*, sea_query::UnionType};

/// The condition under which `participant` sees a workspace of one of the `organisations` at `now`. Days
/// are those of each workspace's organisation.
pub(crate) fn visible(
    participant: Participant,
    organisations: &[Organisation],
    now: DateTime<Utc>,
) -> Condition {
    let of = |organisation: &Organisation| {
        let theirs = visible_on(participant, organisation.today(now), now);
        theirs.add(Column::OrganisationId.eq(organisation.id.0))
    };
    Condition::all().add(can_be(participant, now)).add(any(organisations.iter().map(of)))
}

/// The condition that it can be one of theirs at all, whatever the day: by it the database finds them among all
/// others, and looks at these alone. None of the exact conditions leads it there.
fn can_be(participant: Participant, now: DateTime<Utc>) -> Expr {
    match participant {
        Participant::Customer(Customer(person)) => Column::CustomerId.eq(person.0),
        Participant::Supervisor(Supervisor { person, .. }) => {
            Column::Id.in_subquery(break_glass_session::open_to(person, now))
        }
        Participant::Counselor(counselor) => {
            let mut theirs =
                Entity::find().select_only().column(Column::Id).filter(owned_by(counselor)).into_query();
            theirs.union(UnionType::Distinct, consent::workspaces_of(counselor));
            theirs.union(UnionType::Distinct, substitute_notice::of_substitute(counselor.person));
            Column::Id.in_subquery(theirs)
        }
    }
}

/// The same for all organisations of some time zones.
pub(super) fn visible_in(participant: Participant, zones: &[Tz], now: DateTime<Utc>) -> Condition {
    let of = |zone: &Tz| {
        let theirs = visible_on(participant, local_date(now, *zone), now);
        theirs.add(Column::OrganisationId.in_subquery(organisation::of_zone(*zone)))
    };
    any(zones.iter().map(of))
}

/// One of several conditions; none of none.
fn any(conditions: impl Iterator<Item = Condition>) -> Condition {
    // An empty "any" would be true for all.
    let never = Condition::any().add(Expr::value(1).eq(Expr::value(0)));
    conditions.fold(never, Condition::add)
}

/// The condition where it is `today`.
fn visible_on(participant: Participant, today: NaiveDate, now: DateTime<Utc>) -> Condition {
    match participant {
        Participant::Customer(Customer(person)) => Condition::all()
            .add(Column::CustomerId.eq(person.0))
            .add(Column::InvitationStatus.eq(InvitationStatusColumn::Taken))
            .add(Column::ArchivedThrough.gte(today)),
        Participant::Supervisor(Supervisor { person, organisation, .. }) => administered(organisation, today)
            .add(Column::Id.in_subquery(break_glass_session::open_to(person, now))),
        Participant::Counselor(counselor) => Condition::all()
            .add(Column::InactiveThrough.gte(today))
            .add(Column::ArchivedOn.is_null())
            .add(taking_part(counselor, today).add(stood_in_for(counselor, today))),
    }
}

/// That a counselor takes part of their own: it is theirs, or its customer let them in (P6).
pub(crate) fn taking_part(counselor: Counselor, today: NaiveDate) -> Condition {
    Condition::any()
        .add(owned_by(counselor))
        .add(Column::Id.in_subquery(consent::open_workspaces_of(counselor, today)))
}

/// That it is a counselor's own, for this organisation.
pub(crate) fn owned_by(Counselor { person, organisation }: Counselor) -> Condition {
    Condition::all().add(Column::CounselorId.eq(person.0)).add(Column::OrganisationId.eq(organisation.0))
}

/// That a counselor stands in for whose it is; its customer was notified of that, and did not refuse it (P12).
fn stood_in_for(substitute: Counselor, today: NaiveDate) -> Condition {
    Condition::all()
        .add(Column::OrganisationId.eq(substitute.organisation.0))
        .add(Column::InvitationStatus.eq(InvitationStatusColumn::Taken))
        .add(Column::CounselorId.in_subquery(absence::stands_in_for(substitute, today)))
        .add(Column::Id.in_subquery(substitute_notice::open_to(substitute.person, today)))
}
