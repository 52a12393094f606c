//! What a digest says of one counselor's workspaces (N3): steps ahead, who waits, and what is unread.

use super::super::RUNGS_BEFORE_OTHERS;
use crate::{
    ground::{
        actor::{Counselor, Participant},
        clock::{days_after, local_date},
        error::Result,
        outbox::{Due, Step},
        services::Services,
    },
    guidance::{
        conversation,
        workspace::{
            Column, Entity, InvitationStatusColumn, Model, is_next, organisations_of, owned_by, taking_part,
            through, visible,
        },
    },
    people::organisation::Organisation,
};
use chrono::NaiveDate;
use contract::person::EmailFrequency;
use sea_orm::{Condition, QueryOrder, QuerySelect, entity::prelude::*};

/// What is new.
pub(super) struct News {
    /// Steps ahead, the nearest first.
    pub due: Vec<Due>,
    /// Workspaces whose customers ask for reactivation.
    pub asks: Vec<i64>,
    /// Workspaces whose customers wait for their identity to be confirmed.
    pub awaiting: Vec<i64>,
    /// Messages not read yet, and in how many workspaces they are.
    pub unread: (u32, u32),
    /// Whether anything of it was not said before.
    pub is_new: bool,
}

impl News {
    /// What of it is for a reader who chose so: what N1 tells can be declined, the lifecycle cannot (N2).
    pub fn for_reader(&self, frequency: EmailFrequency) -> Option<Self> {
        let declined = frequency == EmailFrequency::Never;
        if declined && self.due.is_empty() {
            return None;
        }
        let numbers = |all: &[i64]| if declined { vec![] } else { all.to_vec() };
        Some(Self {
            due: self.due.clone(),
            asks: numbers(&self.asks),
            awaiting: numbers(&self.awaiting),
            unread: if declined { (0, 0) } else { self.unread },
            is_new: self.is_new,
        })
    }
}

/// What is new in a counselor's workspaces since the day on which it was said last; for a substitute, in those
/// that are open to them.
pub(super) async fn news(
    services: &Services,
    organisation: &Organisation,
    (counselor, substitute): (Counselor, Option<Counselor>),
    (since, today): (NaiveDate, NaiveDate),
) -> Result<News> {
    let db = services.database.read();
    let shown = match substitute {
        Some(substitute) => {
            let organisations = [organisation.clone()];
            visible(Participant::Counselor(substitute), &organisations, services.clock.now())
        }
        None => Condition::all(),
    };
    let own = || {
        Entity::find()
            .filter(owned_by(counselor))
            .filter(Column::ArchivedOn.is_null())
            .filter(Column::InactiveThrough.gte(today))
            .filter(shown.clone())
            .order_by_asc(Column::Number)
    };
    let due = due(db, own, (since, today)).await?;
    let numbers = |rows: Vec<Model>| rows.into_iter().map(|row| row.number).collect::<Vec<_>>();
    let asks = numbers(own().filter(Column::AskedOn.is_not_null()).all(db).await?);
    let awaiting = Column::InvitationStatus.eq(InvitationStatusColumn::AwaitingConfirmation);
    let awaiting = numbers(own().filter(awaiting).all(db).await?);
    // A counselor reads of those as well into which a customer let them (P6).
    let read = if substitute.is_some() { owned_by(counselor) } else { taking_part(counselor, today) };
    let (unread, newest) =
        unread(services, organisation, counselor, Condition::all().add(read).add(shown)).await?;
    let is_new = newest >= Some(since) || !(due.is_empty() && asks.is_empty() && awaiting.is_empty());
    Ok(News { due, asks, awaiting, unread, is_new })
}

/// Steps whose days before have come since they were last said.
async fn due(
    db: &impl ConnectionTrait,
    own: impl Fn() -> Select<Entity>,
    (since, today): (NaiveDate, NaiveDate),
) -> Result<Vec<Due>> {
    let mut due = Vec::new();
    for step in [Step::Inactive, Step::Archived] {
        for rung in RUNGS_BEFORE_OTHERS {
            let rows = own()
                .filter(is_next(step))
                .filter(through(step).gt(days_after(since, *rung)))
                .filter(through(step).lte(days_after(today, *rung)))
                .filter(through(step).gte(today))
                .all(db)
                .await?;
            due.extend(rows.into_iter().map(|row| Due {
                through: if step == Step::Inactive { row.active_through } else { row.inactive_through },
                number: row.number,
                workspace: row.id(),
                step,
            }));
        }
    }
    due.sort_unstable();
    due.dedup();
    Ok(due)
}

/// How many messages a counselor has not read in how many of these workspaces, and on which day the newest came.
async fn unread(
    services: &Services,
    organisation: &Organisation,
    counselor: Counselor,
    of: Condition,
) -> Result<((u32, u32), Option<NaiveDate>)> {
    let (db, participant) = (services.database.read(), Participant::Counselor(counselor));
    let organisations = organisations_of(participant, db).await?;
    let ids: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(visible(participant, &organisations, services.clock.now()))
        .filter(of)
        .into_tuple()
        .all(db)
        .await?;
    let unread = conversation::unread_by_workspace(db, participant, ids.into_iter()).await?;
    let messages = unread.values().fold(0_u32, |all, one| all.saturating_add(one.count));
    let newest = unread.values().map(|one| local_date(one.newest.0, organisation.zone)).max();
    Ok(((messages, u32::try_from(unread.len()).unwrap_or(u32::MAX)), newest))
}
