//! When the next workspace changes its state: for a clock that is moved by hand.

use super::{Column, Entity};
use crate::{
    ground::{clock::start_of_day, error::Result, services::Services},
    people::organisation::{self, Organisation},
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

/// The first instant after now at which a state ends, over all workspaces.
pub async fn next_event(services: &Services) -> Result<Option<DateTime<Utc>>> {
    let db = services.database.read();
    let now = services.clock.now();
    let mut next = None;
    for row in organisation::Entity::find().all(db).await? {
        let organisation = Organisation::try_from(row)?;
        let today = organisation.today(now);
        for column in [Column::ActiveThrough, Column::InactiveThrough, Column::ArchivedThrough] {
            let due: Option<NaiveDate> = Entity::find()
                .select_only()
                .column(column)
                .filter(Column::OrganisationId.eq(organisation.id.0))
                .filter(column.gte(today))
                .order_by_asc(column)
                .into_tuple()
                .one(db)
                .await?;
            let begins = due.and_then(|day| day.succ_opt()).map(|day| start_of_day(day, organisation.zone));
            next = match (next, begins) {
                (Some(a), Some(b)) => Some(std::cmp::min(a, b)),
                (a, b) => a.or(b),
            };
        }
    }
    Ok(next)
}
