//! That somebody asked for what they may not see (A1). What is not there is traced alike: whoever
//! asks cannot tell the two apart, and neither shall the trace of one who guesses.

use super::{Action, Actor, Entry, record};
use crate::{error::Result, services::Services};
use contract::{OrganisationId, PersonId};
use uuid::Uuid;

/// Traces it: who, for which organisation, and for what where that has an id. That it cannot be
/// traced is in the log; what was denied stays so.
pub async fn denied(
    services: &Services,
    person: PersonId,
    organisation: Option<OrganisationId>,
    object: Option<Uuid>,
) {
    if let Err(error) = write(services, person, organisation, object).await {
        tracing::error!(%error, "a denial is not traced");
    }
}

async fn write(
    services: &Services,
    person: PersonId,
    organisation: Option<OrganisationId>,
    object: Option<Uuid>,
) -> Result<()> {
    let tx = services.database.begin().await?;
    let actor = if organisation.is_some() { Actor::Staff(person) } else { Actor::Customer(person) };
    let entry =
        Entry { actor, organisation, action: Action::AccessDenied, object, subject: None, detail: None };
    record(&tx, services.clock.now(), entry).await?;
    Ok(tx.commit().await?)
}
