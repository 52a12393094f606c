//! Giving all workspaces of an organisation the dates of the policy in force, and shortening the holds that
//! pass its cap (R1).

use super::{JOB, months, redate};
use crate::{
    ground::{
        audit::{self, Action, Entry},
        error::Result,
        job::quarantine,
        services::Services,
    },
    guidance::workspace::{self, Column as Workspaces, update_row},
    people::organisation::{self, Organisation, policy},
    time::{hold, transitions},
};
use sea_orm::{QuerySelect, Select, entity::prelude::*};

/// Workspaces changed in one go.
const BATCH: u64 = 500;

/// The workspaces that do not have the dates of a policy.
pub(super) fn behind(organisation: &Organisation, policy: &policy::Model) -> Select<workspace::Entity> {
    workspace::Entity::find()
        .filter(Workspaces::OrganisationId.eq(organisation.id.0))
        .filter(Workspaces::PolicyId.ne(policy.id))
}

/// Gives every workspace the dates of its organisation's policy, in batches. Gives their number. One
/// that cannot be dealt with is quarantined, and the rest goes on.
pub async fn recompute(services: &Services) -> Result<usize> {
    // What has ended by the dates so far is recorded first, with its mail and its line in the audit log.
    transitions::apply(services).await?;
    let mut count = 0;
    for organisation in organisation::all(services.database.read()).await? {
        let today = organisation.today(services.clock.now());
        let policy = policy::in_force(services.database.read(), organisation.id, today).await?;
        loop {
            let rows = behind(&organisation, &policy)
                .filter(quarantine::not(JOB, Workspaces::Id, services.clock.now()))
                .limit(BATCH)
                .all(services.database.read())
                .await?;
            let ids: Vec<Uuid> = rows.into_iter().map(|row| row.id).collect();
            if ids.is_empty() {
                break;
            }
            match recompute_these(services, &organisation, &policy, &ids).await {
                Ok(done) => count += done,
                Err(_) => count += one_by_one(services, &organisation, &policy, &ids).await?,
            }
        }
    }
    Ok(count)
}

/// The same for a batch in which something is wrong.
async fn one_by_one(
    services: &Services,
    organisation: &Organisation,
    policy: &policy::Model,
    ids: &[Uuid],
) -> Result<usize> {
    let mut count = 0;
    for id in ids {
        match recompute_these(services, organisation, policy, std::slice::from_ref(id)).await {
            Ok(done) => count += done,
            Err(error) => quarantine::put(services, JOB, Some(organisation.id.0), *id, &error).await?,
        }
    }
    Ok(count)
}

async fn recompute_these(
    services: &Services,
    organisation: &Organisation,
    policy: &policy::Model,
    ids: &[Uuid],
) -> Result<usize> {
    let today = organisation.today(services.clock.now());
    let tx = services.database.begin().await?;
    let rows = behind(organisation, policy)
        .filter(Workspaces::Id.is_in(ids.iter().copied()))
        .lock_exclusive()
        .all(&tx)
        .await?;
    let count = rows.len();
    for mut row in rows {
        row.policy_id = policy.id;
        row.destroy_after = None;
        let held = row.held_through;
        redate(&mut row, months(policy)?, today);
        quarantine::forget(&tx, row.id).await?;
        let row = update_row(&tx, row).await?;
        if let Some(cap) = row.held_through.filter(|through| Some(*through) < held) {
            hold::shorten(&tx, row.id, cap).await?;
            let entry = Entry::by_time(Action::HoldShortened, organisation.id, row.id, row.customer_id);
            audit::record(&tx, services.clock.now(), entry).await?;
        }
    }
    tx.commit().await?;
    Ok(count)
}
