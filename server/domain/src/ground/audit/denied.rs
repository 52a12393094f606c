//! That somebody asked for what they may not see (A1). What is not there is audited alike: whoever
//! asks cannot tell the two apart, and neither shall the audit log of one who guesses.

use super::{Action, Actor, Column, Entity, Entry, fold, record};
use crate::ground::{
    error::{Error, Result},
    services::Services,
};
use chrono::{DateTime, TimeDelta, Utc};
use contract::{ApiError, ApiResult, OrganisationId, PersonId};
use sea_orm::entity::prelude::*;

/// How many denials of one person in an hour have a line each. More of them are counted.
const EACH_HAS_A_LINE: u64 = 60;

/// Audits it: who, for which organisation, and for what where that has an id. That it cannot be
/// audited is in the log; what was denied stays so.
pub async fn denied(
    services: &Services,
    person: PersonId,
    organisation: Option<OrganisationId>,
    object: Option<Uuid>,
) {
    if let Err(error) = write(services, person, organisation, object).await {
        tracing::error!(%error, "a denial is not audited");
    }
}

/// What a use case says of an object. That it was not for whoever asked is audited.
pub(crate) async fn auditing_denial<T>(
    services: &Services,
    (person, organisation): (PersonId, Option<OrganisationId>),
    object: Uuid,
    answer: Result<T>,
) -> ApiResult<T> {
    if matches!(answer, Err(Error::Api(ApiError::NotFound))) {
        denied(services, person, organisation, Some(object)).await;
    }
    Ok(answer?)
}

async fn write(
    services: &Services,
    person: PersonId,
    organisation: Option<OrganisationId>,
    object: Option<Uuid>,
) -> Result<()> {
    let tx = services.database.begin().await?;
    let actor = if organisation.is_some() { Actor::Staff(person) } else { Actor::Customer(person) };
    let entry = Entry::new(actor, Action::AccessDenied).within(organisation).on(object);
    let now = services.clock.now();
    if recently(&tx, person, now).await? < EACH_HAS_A_LINE {
        record(&tx, now, entry).await?;
    } else {
        fold(&tx, now, entry, None).await?;
    }
    Ok(tx.commit().await?)
}

/// How many lines there are of what this person was denied in the last hour.
async fn recently(tx: &impl ConnectionTrait, person: PersonId, now: DateTime<Utc>) -> Result<u64> {
    let lines = Entity::find()
        .filter(Column::ActorId.eq(person.0))
        .filter(Column::Action.eq(Action::AccessDenied.code()))
        .filter(Column::At.gt(now - TimeDelta::hours(1)));
    Ok(lines.count(tx).await?)
}
