//! What a main user sees at a glance: figures, the weeks ahead, the jobs, and what waits.

mod figures;

use crate::{
    ground::{
        audit,
        clock::{days_after, local_date, local_time},
        error::Result,
        job::{quarantine, report},
        outbox::{self, Step},
        services::Services,
    },
    guidance::workspace::{self, Column as Workspaces},
    people::{
        organisation::{self, Organisation, policy},
        person,
    },
    time::{bulk_action, retention::holding},
    views::forecast,
};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use contract::{
    OrganisationId,
    administration::{GivenUp, JobView, Overview, WEEKS, Waiting, Week},
    life::Wait,
};
use sea_orm::{Condition, QueryOrder, QuerySelect, entity::prelude::*};

/// How many of those that wait are listed.
const LISTED: u64 = 50;

/// For how long mail that was given up is shown.
const GIVEN_UP: TimeDelta = TimeDelta::days(90);

/// Reads the overview.
pub(crate) async fn overview(services: &Services, id: OrganisationId) -> Result<Overview> {
    let db = services.database.read();
    let now = services.clock.now();
    let organisation = organisation::load(db, id).await?;
    let today = organisation.today(now);
    let weeks = weeks(services, &organisation, today).await?;
    let local = |at| local_time(at, organisation.zone);
    let jobs = report::all(services).await?.into_iter().map(|job| JobView {
        name: job.name,
        succeeded_at: job.succeeded_at.map(local),
        failures: u32::try_from(job.failures).unwrap_or(0),
        held_since: job.held_since.map(local),
    });
    let aside = quarantine::Entity::find()
        .filter(
            Condition::any()
                .add(quarantine::Column::OrganisationId.eq(id.0))
                .add(quarantine::Column::OrganisationId.is_null()),
        )
        .filter(quarantine::Column::AgainAt.gt(now))
        .count(db)
        .await?;
    let hold_cap = policy::in_force(db, id, today).await?.hold_months;
    Ok(Overview {
        figures: figures::count(services, id, today).await?,
        organisation: organisation.name.clone(),
        weeks,
        jobs: jobs.collect(),
        orphaned: workspace::orphaned(services, id, today).await?,
        scheduled: bulk_action::scheduled(services, id, today).await?,
        unnoticed: unnoticed(services, &organisation, today).await?,
        unnoticed_archives: unnoticed_archives(services, &organisation, today).await?,
        given_up: given_up(services, &organisation, now).await?,
        quarantine: u32::try_from(aside).unwrap_or(u32::MAX),
        holds: holding::in_force(services, id, today).await?,
        hold_cap: u32::try_from(hold_cap).unwrap_or(0),
    })
}

/// The weeks ahead, the first from today on.
async fn weeks(services: &Services, organisation: &Organisation, today: NaiveDate) -> Result<Vec<Week>> {
    let to = days_after(today, 7 * WEEKS - 1);
    // A step is taken on the day after the last day before it.
    let by_day =
        |step| forecast::by_day(services, organisation, step, today - Days::new(1), to - Days::new(1));
    let inactive = by_day(Step::Inactive).await?;
    let archived = by_day(Step::Archived).await?;
    let deleted = by_day(Step::Deleted).await?;
    let week = |week| {
        let (from, to) = (days_after(today, 7 * week), days_after(today, 7 * week + 6));
        let sum = |counts: &[(NaiveDate, u32)]| {
            counts
                .iter()
                .filter(|(day, _)| (from..=to).contains(&(*day + Days::new(1))))
                .map(|(_, count)| count)
                .sum()
        };
        Week { from, inactive: sum(&inactive), archived: sum(&archived), deleted: sum(&deleted) }
    };
    Ok((0..WEEKS).map(week).collect())
}

/// Whose next step waits for its notices (L9).
async fn unnoticed(
    services: &Services,
    organisation: &Organisation,
    today: NaiveDate,
) -> Result<Vec<Waiting>> {
    let db = services.database.read();
    let rows = workspace::Entity::find()
        .filter(workspace::administered(organisation.id, today))
        .filter(Workspaces::PostponedSince.is_not_null())
        .order_by_asc(Workspaces::PostponedSince)
        .limit(LISTED)
        .all(db)
        .await?;
    let names = person::names(db, &services.keyring, rows.iter().map(|row| row.counselor_id)).await?;
    let mut waits = workspace::waits(db, &rows).await?;
    let waiting = rows.into_iter().filter_map(|row| {
        Some(Waiting {
            number: row.number,
            counselor: names.get(&row.counselor_id).cloned().unwrap_or_default(),
            since: row.postponed_since?,
            to: row.postponed_to?,
            wait: waits.remove(&row.id())?,
        })
    });
    Ok(waiting.collect())
}

/// Of how many archives it waits because mail fails.
async fn unnoticed_archives(
    services: &Services,
    organisation: &Organisation,
    today: NaiveDate,
) -> Result<u32> {
    let db = services.database.read();
    let waiting = workspace::Entity::find()
        .filter(Workspaces::OrganisationId.eq(organisation.id.0))
        .filter(Workspaces::ArchivedThrough.gte(today))
        .filter(workspace::administered(organisation.id, today).not())
        .filter(Workspaces::PostponedSince.is_not_null())
        .all(db)
        .await?;
    let waits = workspace::waits(db, &waiting).await?;
    let unreached = waits.values().filter(|wait| **wait == Wait::Mail).count();
    Ok(u32::try_from(unreached).unwrap_or(u32::MAX))
}

/// The mail that was given up recently, the newest first.
async fn given_up(
    services: &Services,
    organisation: &Organisation,
    now: DateTime<Utc>,
) -> Result<Vec<GivenUp>> {
    let db = services.database.read();
    let lines = audit::mail_given_up(db, organisation.id, now - GIVEN_UP, LISTED).await?;
    let seen = workspace::Entity::find()
        .filter(workspace::administered(organisation.id, organisation.today(now)))
        .filter(Workspaces::Id.is_in(lines.iter().filter_map(|line| line.object_id)))
        .all(db)
        .await?;
    let number = |object: Option<Uuid>| seen.iter().find(|row| Some(row.id) == object).map(|row| row.number);
    let view = |line: audit::Model| GivenUp {
        mail: outbox::of_word(line.detail()),
        number: number(line.object_id),
        on: local_date(line.at, organisation.zone),
    };
    Ok(lines.into_iter().map(view).collect())
}
