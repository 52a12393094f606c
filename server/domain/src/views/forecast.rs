//! What time would do on some day, with the dates as they are stored now. Reads, changes nothing.

use crate::{
    ground::{error::Result, outbox::Step, services::Services},
    guidance::workspace::{self, Column as Workspaces, InvitationStatusColumn, is_next, lifecycle, through},
    people::organisation::{self, Organisation},
    time::ladder,
};
use chrono::NaiveDate;
use contract::life::State;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};
use serde::Serialize;

/// Workspaces read in one go.
const BATCH: u64 = 1000;

/// What a run would do with one workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Planned {
    /// The organisation's short name.
    pub organisation: String,
    /// The workspace's running number.
    pub number: i64,
    /// What would be done.
    #[serde(flatten)]
    pub act: Act,
    /// The stored date that it follows from.
    pub through: NaiveDate,
}

/// What a run does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Act {
    /// Tells the customer of a step, this many days before at the latest.
    Notify {
        /// The step.
        step: Step,
        /// The rung of the ladder.
        days: u32,
    },
    /// Records a state that has begun.
    Become {
        /// The state.
        step: Step,
    },
}

/// Tells `each` everything that a run on `day` would do, organisation by organisation.
pub async fn plan(services: &Services, day: NaiveDate, mut each: impl FnMut(Planned)) -> Result<()> {
    let db = services.database.read();
    for row in organisation::Entity::find().all(db).await? {
        let slug = row.slug.clone();
        let organisation = Organisation::try_from(row)?;
        let mut after = 0;
        loop {
            let rows = workspace::Entity::find()
                .filter(Workspaces::OrganisationId.eq(organisation.id.0))
                .filter(Workspaces::Number.gt(after))
                .order_by_asc(Workspaces::Number)
                .limit(BATCH)
                .all(db)
                .await?;
            let Some(last) = rows.last() else { break };
            after = last.number;
            for row in rows {
                for (act, through) in acts(&row, day) {
                    each(Planned { organisation: slug.clone(), number: row.number, act, through });
                }
            }
        }
    }
    Ok(())
}

/// What a run on `day` would do with one workspace.
fn acts(row: &workspace::Model, day: NaiveDate) -> Vec<(Act, NaiveDate)> {
    let steps = [
        (Step::Inactive, row.active_through, row.closed_on.is_none() && row.archived_on.is_none()),
        (Step::Archived, row.inactive_through, row.archived_on.is_none()),
        (Step::Deleted, row.archived_through, true),
    ];
    let state = lifecycle::state(&row.facts(), &row.dates(), day);
    let mut acts: Vec<(Act, NaiveDate)> = steps
        .iter()
        .filter(|(_, through, open)| *open && *through < day)
        .map(|(step, through, _)| (Act::Become { step: *step }, *through))
        .collect();
    let next = match state {
        lifecycle::Life::Is(State::Active) => Some((Step::Inactive, row.active_through)),
        lifecycle::Life::Is(State::Inactive) => Some((Step::Archived, row.inactive_through)),
        lifecycle::Life::Is(State::Archived) => Some((Step::Deleted, row.archived_through)),
        lifecycle::Life::Over => None,
    };
    if let Some((step, through)) = next.filter(|_| row.invitation_status == InvitationStatusColumn::Taken)
        && let Some(days) = ladder::rung_on(step, through, day)
    {
        acts.push((Act::Notify { step, days }, through));
    }
    acts
}

/// How many workspaces of an organisation have their last day before a step, by day, in a span of
/// days.
pub(crate) async fn by_day(
    services: &Services,
    organisation: &Organisation,
    step: Step,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<(NaiveDate, u32)>> {
    // Dates of later steps are known as well, but each visit moves them: only the next one counts.
    let counts: Vec<(NaiveDate, i64)> = workspace::Entity::find()
        .select_only()
        .column(through(step))
        .column_as(Workspaces::Id.count(), "count")
        .filter(Workspaces::OrganisationId.eq(organisation.id.0))
        .filter(is_next(step))
        .filter(through(step).between(from, to))
        .group_by(through(step))
        .into_tuple()
        .all(services.database.read())
        .await?;
    Ok(counts.into_iter().map(|(day, count)| (day, u32::try_from(count).unwrap_or(u32::MAX))).collect())
}
