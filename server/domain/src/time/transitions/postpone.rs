//! Where notices do not get through, archiving and deletion wait (L9): the stored date itself
//! moves, so that pages, mails and jobs go on saying the same one.

use crate::{
    ground::{
        audit::{self, Action, Entry},
        clock::days_after,
        error::{Error, Result},
        job::quarantine,
        outbox::Step,
        services::Services,
    },
    guidance::workspace::{self, Column, Entity, InvitationStatusColumn, Model, update_row},
    people::organisation::{self, Organisation},
    time::ladder,
};
use chrono::{Days, NaiveDate};
use contract::ApiError;
use sea_orm::{Condition, ExprTrait, QueryOrder, QuerySelect, entity::prelude::*};

/// For how many days a step waits, at most.
pub const GRACE_DAYS: u64 = 14;

/// Under which name it sets workspaces aside.
const JOB: &str = "postpone";

/// Workspaces looked at in one go.
const BATCH: u64 = 200;

/// Puts off every archiving and deletion whose last day has come without its notices. Gives their
/// number.
pub async fn postpone(services: &Services) -> Result<usize> {
    let mut count = 0;
    for organisation in organisation::all(services.database.read()).await? {
        for step in [Step::Archived, Step::Deleted] {
            count += postpone_step(services, &organisation, step).await?;
        }
    }
    Ok(count)
}

async fn postpone_step(services: &Services, organisation: &Organisation, step: Step) -> Result<usize> {
    let today = organisation.today(services.clock.now());
    let mut count = 0;
    loop {
        let rows = Entity::find()
            .filter(Column::OrganisationId.eq(organisation.id.0))
            .filter(unnotified(step, today))
            .filter(quarantine::not(JOB, Column::Id, services.clock.now()))
            .order_by_asc(workspace::through(step))
            .limit(BATCH)
            .all(services.database.read())
            .await?;
        let full = rows.len() as u64 == BATCH;
        for row in rows {
            let id = row.id;
            match put_off(services, organisation, step, row, today).await {
                Ok(()) => count += 1,
                // Somebody changed it meanwhile: it is looked at again the next time.
                Err(Error::Api(ApiError::Conflict)) => {}
                Err(error) => {
                    quarantine::put(services, JOB, Some(organisation.id.0), id, &error).await?;
                }
            }
        }
        if !full {
            return Ok(count);
        }
    }
}

/// Steps that were not notified, within their grace: on their last day, or past it; and those that were put
/// off and of which nobody is told yet: their day moves along, so that there are seven days left when the
/// notice gets through.
fn unnotified(step: Step, today: NaiveDate) -> Condition {
    let grace_began = today.checked_sub_days(Days::new(GRACE_DAYS)).unwrap_or(today);
    // From then on its day is the last one of its grace.
    let moving_since = grace_began.checked_add_days(Days::new(ladder::NOTICE_DAYS.into())).unwrap_or(today);
    let moves_along = Condition::all()
        .add(Column::PostponedSince.gte(moving_since))
        .add(workspace::through(step).lt(days_after(today, ladder::NOTICE_DAYS)))
        .add(ladder::told_in_time(step).not())
        .add(ladder::accepted(step).not());
    workspace::is_next(step)
        .add(Column::InvitationStatus.eq(InvitationStatusColumn::Taken))
        .add(ladder::notified(step).not())
        .add(Condition::any().add(workspace::through(step).lte(today)).add(moves_along))
        .add(
            Condition::any()
                .add(Column::PostponedSince.is_null())
                .add(Column::PostponedSince.gt(grace_began)),
        )
}

async fn put_off(
    services: &Services,
    organisation: &Organisation,
    step: Step,
    mut row: Model,
    today: NaiveDate,
) -> Result<()> {
    let tx = services.database.begin().await?;
    let since = row.postponed_since.unwrap_or(today);
    let first = row.postponed_since.is_none();
    // Whom the original date was told in time waits for the last word of it, a day at a time.
    let told = Entity::find_by_id(row.id).filter(ladder::told_in_time(step));
    let told = row.next_through() >= since && told.one(&tx).await?.is_some();
    let days = if told { 1 } else { ladder::NOTICE_DAYS };
    let last = since.checked_add_days(Days::new(GRACE_DAYS)).unwrap_or(since);
    row.postponed_since = Some(since);
    row.postponed_to = Some(Ord::min(days_after(today, days), last));
    row.destroy_after = None;
    let row = update_row(&tx, row).await?;
    if first {
        let entry = Entry::by_time(Action::StepPostponed, organisation.id, row.id, row.customer_id);
        audit::record(&tx, services.clock.now(), Entry { detail: Some(step.code()), ..entry }).await?;
    }
    tx.commit().await?;
    Ok(())
}
