//! Granting a role, by a command of the operator or while setting up a demonstration.

use super::{StaffIdentity, arrive_staff, is_counselor, role};
use crate::{
    audit::{self, Action, Actor, Entry},
    error::Result,
    services::Services,
};
use contract::{OrganisationId, PersonId};
use sea_orm::{ActiveValue::Set, entity::prelude::*};

/// Makes the person a counselor of the organisation. Granting twice changes nothing.
pub async fn grant_counselor(
    services: &Services,
    organisation: OrganisationId,
    identity: &StaffIdentity,
) -> Result<PersonId> {
    let now = services.clock.now();
    let tx = services.database.begin().await?;
    let person = arrive_staff(services, &tx, identity).await?;
    if !is_counselor(&tx, person, organisation).await? {
        let grant = role::ActiveModel {
            person_id: Set(person.0),
            organisation_id: Set(organisation.0),
            role: Set(role::COUNSELOR.to_owned()),
            granted_at: Set(now),
        };
        role::Entity::insert(grant).exec_without_returning(&tx).await?;
        let entry = Entry {
            actor: Actor::Operator,
            organisation: Some(organisation),
            action: Action::RoleGranted,
            object: Some(person.0),
            subject: Some(person),
            detail: Some(role::COUNSELOR),
        };
        audit::record(&tx, now, entry).await?;
    }
    tx.commit().await?;
    Ok(person)
}
