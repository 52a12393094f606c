//! Customers whose workspace came to an absent counselor, or who came in, after the absence was announced (P12): they
//! are told as well, one by one, so that nothing that fails for one keeps it from the others.

use super::announcement::Announcement;
use crate::{
    ground::{error::Result, job::quarantine, services::Services},
    guidance::{
        substitute_notice,
        workspace::{self, Column, Entity},
    },
    people::person::absence,
};
use contract::{PersonId, WorkspaceId};
use sea_orm::{QueryOrder, QuerySelect, Select, entity::prelude::*};

const JOB: &str = "substitution";

/// Writes to them. Gives to how many. Where the substitute could open it on the last day only, or not at all any more,
/// nobody is told.
pub async fn announce_to_newcomers(services: &Services) -> Result<usize> {
    let mut count = 0;
    for absence in absence::not_over(services).await? {
        let organisation = Some(absence.organisation_id);
        let found = match newcomers(services, &absence).await {
            Ok(found) => found,
            Err(error) => {
                quarantine::put(services, JOB, organisation, absence.person_id, &error).await?;
                continue;
            }
        };
        for id in found {
            match tell(services, &absence, id).await {
                Ok(told) => count += usize::from(told),
                Err(error) => quarantine::put(services, JOB, organisation, id, &error).await?,
            }
        }
    }
    Ok(count)
}

async fn newcomers(services: &Services, absence: &absence::Model) -> Result<Vec<Uuid>> {
    let now = services.clock.now();
    if quarantine::has(services, JOB, absence.person_id).await? {
        return Ok(vec![]);
    }
    let db = services.database.read();
    let announcement = Announcement::of(services, db, absence).await?;
    if !opens_yet(db, &announcement, absence).await? {
        return Ok(vec![]);
    }
    let rows = untold(&announcement, absence)
        .filter(quarantine::not(JOB, Column::Id, now))
        .order_by_asc(Column::Id)
        .select_only()
        .column(Column::Id);
    Ok(rows.into_tuple().all(db).await?)
}

/// Whether the substitute could open anything on another day than the last one.
async fn opens_yet(
    db: &impl ConnectionTrait,
    announcement: &Announcement,
    absence: &absence::Model,
) -> Result<bool> {
    let (organisation, today) = (announcement.organisation.id, announcement.today);
    if absence.access_from.is_none() || absence.last_day <= today {
        return Ok(false);
    }
    let lasts = absence::announced(db, organisation, absence.person_id, today).await?;
    Ok(lasts.as_ref() == Some(absence) && absence::guides(db, absence).await?)
}

fn untold(announcement: &Announcement, absence: &absence::Model) -> Select<Entity> {
    let told = substitute_notice::told_through(PersonId(absence.substitute_id), absence.last_day);
    announcement.workspaces().filter(Column::Id.not_in_subquery(told))
}

/// `false` where there is nothing to tell any more.
async fn tell(services: &Services, absence: &absence::Model, id: Uuid) -> Result<bool> {
    let tx = services.database.begin().await?;
    // It may have been ended meanwhile, or another may stand in.
    if !absence::held(&tx, absence).await? {
        return Ok(false);
    }
    let announcement = Announcement::of(services, &tx, absence).await?;
    let row = untold(&announcement, absence).filter(Column::Id.eq(id)).lock_exclusive().one(&tx).await?;
    let Some(row) = row else { return Ok(false) };
    announcement.to(services, &tx, &row).await?;
    quarantine::forget(&tx, id).await?;
    workspace::commit(services, tx, WorkspaceId(id)).await?;
    Ok(true)
}
