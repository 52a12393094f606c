//! Granting a role, by a command of the operator or while setting up a demonstration.

use super::{StaffIdentity, StaffRole, arrive_staff, role};
use crate::{
    audit::{self, Action, Actor, Entry},
    error::Result,
    services::Services,
};
use contract::{OrganisationId, PersonId};
use sea_orm::{ActiveValue::Set, entity::prelude::*};

/// Gives the person a role in the organisation. Granting twice changes nothing.
pub async fn grant(
    services: &Services,
    organisation: OrganisationId,
    identity: &StaffIdentity,
    role: StaffRole,
) -> Result<PersonId> {
    let now = services.clock.now();
    let tx = services.database.begin().await?;
    let person = arrive_staff(services, &tx, identity).await?;
    let key = (person.0, organisation.0, role.code().to_owned());
    if role::Entity::find_by_id(key).one(&tx).await?.is_none() {
        let grant = role::ActiveModel {
            person_id: Set(person.0),
            organisation_id: Set(organisation.0),
            role: Set(role.code().to_owned()),
            granted_at: Set(now),
        };
        role::Entity::insert(grant).exec_without_returning(&tx).await?;
        let entry = Entry {
            actor: Actor::Operator,
            organisation: Some(organisation),
            action: Action::RoleGranted,
            object: Some(person.0),
            subject: Some(person),
            detail: Some(role.code()),
        };
        audit::record(&tx, now, entry).await?;
    }
    tx.commit().await?;
    Ok(person)
}
