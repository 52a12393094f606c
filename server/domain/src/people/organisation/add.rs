//! Adding an organisation, by a command of the operator.

use super::policy::Policy;
use super::{ActiveModel, Entity, policy};
use crate::ground::{
    audit::{self, Action, Actor, Entry},
    error::Result,
    services::Services,
};
use chrono_tz::Tz;
use contract::{OrganisationId, names::Names};
use sea_orm::{ActiveValue::Set, entity::prelude::*};

/// An organisation to be added.
#[derive(Clone, Debug)]
pub struct NewOrganisation {
    /// Its short name in the configuration.
    pub slug: String,
    /// Its name as people see it; the Finnish one is needed (U7).
    pub name: Names,
    /// Its time zone (L2).
    pub zone: Tz,
    /// How long its workspaces live.
    pub policy: Policy,
}

/// Adds it, with its first policy.
///
/// # Errors
/// When the short name is taken.
pub async fn add(services: &Services, new: NewOrganisation) -> Result<OrganisationId> {
    let now = services.clock.now();
    let id = services.randomness.uuid();
    let tx = services.database.begin().await?;
    let organisation = ActiveModel {
        id: Set(id),
        slug: Set(new.slug),
        name: Set(new.name.fi),
        name_sv: Set(Some(new.name.sv).filter(|name| !name.is_empty())),
        name_en: Set(Some(new.name.en).filter(|name| !name.is_empty())),
        sender_fi: Set(None),
        sender_sv: Set(None),
        sender_en: Set(None),
        signature_fi: Set(None),
        signature_sv: Set(None),
        signature_en: Set(None),
        zone: Set(new.zone.name().to_owned()),
        last_number: Set(0),
        created_at: Set(now),
    };
    Entity::insert(organisation).exec_without_returning(&tx).await?;
    let months = |n: u32| Set(i32::try_from(n).unwrap_or(i32::MAX));
    let policy = policy::ActiveModel {
        id: Set(services.randomness.uuid()),
        organisation_id: Set(id),
        version: Set(1),
        active_months: months(new.policy.active),
        inactive_months: months(new.policy.inactive),
        archived_months: months(new.policy.archived),
        hold_months: Set(0),
        created_at: Set(now),
        valid_from: Set(None),
        reason: Set(None),
    };
    policy::Entity::insert(policy).exec_without_returning(&tx).await?;
    let entry = Entry::new(Actor::Operator, Action::OrganisationAdded).within(OrganisationId(id)).on(id);
    audit::record(&tx, now, entry).await?;
    tx.commit().await?;
    Ok(OrganisationId(id))
}
