//! Somebody accepted an invitation, and the counselor did not confirm that it is them: once the workspace
//! is archived nobody can any more, so their waiting ends, and they are told (P3).

use crate::{
    ground::{
        audit::{self, Action, Entry},
        data_keys,
        error::{Error, Result},
        job::quarantine,
        outbox::{self, Mail, Says},
        services::Services,
        vault::Owner,
    },
    guidance::{
        forget_person,
        workspace::{Column, Entity, InvitationStatusColumn, Model, has_no_other, update_row},
    },
    people::organisation::{self, Organisation},
};
use contract::ApiError;
use sea_orm::{Condition, QuerySelect, entity::prelude::*};

/// Under which name it sets workspaces aside.
const JOB: &str = "unconfirmed";

/// Workspaces looked at in one go.
const BATCH: u64 = 200;

/// Ends the waiting of everybody whom nobody can confirm any more. Gives their number.
pub async fn end_unconfirmed(services: &Services) -> Result<usize> {
    let mut count = 0;
    for organisation in organisation::all(services.database.read()).await? {
        let now = services.clock.now();
        let archived = Condition::any()
            .add(Column::ArchivedOn.is_not_null())
            .add(Column::InactiveThrough.lt(organisation.today(now)));
        let rows = Entity::find()
            .filter(Column::OrganisationId.eq(organisation.id.0))
            .filter(Column::InvitationStatus.eq(InvitationStatusColumn::AwaitingConfirmation))
            .filter(archived)
            .filter(quarantine::not(JOB, Column::Id, now))
            .limit(BATCH)
            .all(services.database.read())
            .await?;
        for row in rows {
            let id = row.id;
            match end(services, &organisation, row).await {
                Ok(()) => count += 1,
                Err(Error::Api(ApiError::Conflict)) => {}
                Err(error) => quarantine::put(services, JOB, Some(organisation.id.0), id, &error).await?,
            }
        }
    }
    Ok(count)
}

async fn end(services: &Services, organisation: &Organisation, mut row: Model) -> Result<()> {
    let now = services.clock.now();
    let tx = services.database.begin().await?;
    let owner = Owner::workspace(organisation.id, row.id());
    let key = data_keys::load(&tx, &services.keyring, owner).await?;
    let address = row.address(&key)?;
    let language = row.customers_language(&tx).await?;
    let mail = Mail { language, about: None, says: Says::NotConfirmed };
    let candidate = row.customer();
    row.customer_id = None;
    row.invitation_status = InvitationStatusColumn::Invited;
    let row = update_row(&tx, row).await?;
    if let Some(address) = address {
        outbox::put(services, &tx, (owner, &key), organisation.id, &address, &mail).await?;
    }
    let entry = Entry::by_time(Action::CustomerRefused, organisation.id, row.id, candidate.map(|id| id.0));
    audit::record(&tx, now, Entry { detail: Some("nobody_could_confirm"), ..entry }).await?;
    if let Some(candidate) = candidate
        && has_no_other(&tx, candidate, row.id()).await?
    {
        forget_person::forget(&tx, now, candidate, Some(organisation.id)).await?;
    }
    tx.commit().await?;
    Ok(())
}
