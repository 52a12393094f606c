//! Granting roles: by a command of the operator, while setting up a demonstration, or by what the
//! organisation's provider says at a sign-in.

use super::{Roles, StaffIdentity, StaffRole, role, upsert_staff};
use crate::ground::{
    audit::{self, Action, Actor, Entry},
    error::Result,
    services::Services,
};
use chrono::{DateTime, Utc};
use contract::{OrganisationId, PersonId};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, entity::prelude::*};

/// Gives the person a role in the organisation. Granting twice changes nothing.
pub async fn grant(
    services: &Services,
    organisation: OrganisationId,
    identity: &StaffIdentity,
    role: StaffRole,
) -> Result<PersonId> {
    let now = services.clock.now();
    let tx = services.database.begin().await?;
    let person = upsert_staff(services, &tx, identity).await?;
    let change = Change { person, organisation, role, actor: Actor::Operator, now };
    match find(&tx, person, organisation, role).await? {
        None => change.grant(&tx, role::GRANT).await?,
        // What the provider gave stays from now on, whatever the provider says.
        Some(row) if row.source == role::CLAIM => change.keep(&tx).await?,
        Some(_) => {}
    }
    tx.commit().await?;
    Ok(person)
}

/// Makes the roles that came from the organisation's provider what it says now (P2). Those that
/// somebody granted stay.
pub(crate) async fn sync_claim_roles(
    services: &Services,
    tx: &DatabaseTransaction,
    person: PersonId,
    organisation: OrganisationId,
    given: Roles,
) -> Result<()> {
    let now = services.clock.now();
    for role in Roles::all() {
        let change = Change { person, organisation, role, actor: Actor::Staff(person), now };
        match find(tx, person, organisation, role).await? {
            None if given.contains(role) => change.grant(tx, role::CLAIM).await?,
            Some(row) if row.source == role::CLAIM && !given.contains(role) => change.withdraw(tx).await?,
            _ => {}
        }
    }
    Ok(())
}

pub(super) async fn find(
    tx: &DatabaseTransaction,
    person: PersonId,
    organisation: OrganisationId,
    role: StaffRole,
) -> Result<Option<role::Model>> {
    let key = (person.0, organisation.0, role.code().to_owned());
    Ok(role::Entity::find_by_id(key).one(tx).await?)
}

/// A change of one role of one person.
pub(super) struct Change {
    pub person: PersonId,
    pub organisation: OrganisationId,
    pub role: StaffRole,
    pub actor: Actor,
    pub now: DateTime<Utc>,
}

impl Change {
    fn entry(&self, action: Action) -> Entry {
        Entry::new(self.actor, action)
            .within(self.organisation)
            .on(self.person.0)
            .of(self.person)
            .because(self.role.code())
    }

    pub async fn grant(&self, tx: &DatabaseTransaction, source: &str) -> Result<()> {
        let grant = role::ActiveModel {
            person_id: Set(self.person.0),
            organisation_id: Set(self.organisation.0),
            role: Set(self.role.code().to_owned()),
            granted_at: Set(self.now),
            source: Set(source.to_owned()),
            used_at: Set(None),
        };
        role::Entity::insert(grant).exec_without_returning(tx).await?;
        audit::record(tx, self.now, self.entry(Action::RoleGranted)).await
    }

    pub async fn keep(&self, tx: &DatabaseTransaction) -> Result<()> {
        let key = (self.person.0, self.organisation.0, self.role.code().to_owned());
        role::Entity::update_many()
            .col_expr(role::Column::Source, Expr::value(role::GRANT))
            .filter(role::Column::PersonId.eq(key.0))
            .filter(role::Column::OrganisationId.eq(key.1))
            .filter(role::Column::Role.eq(key.2))
            .exec(tx)
            .await?;
        audit::record(tx, self.now, self.entry(Action::RoleGranted)).await
    }

    pub async fn withdraw(&self, tx: &DatabaseTransaction) -> Result<()> {
        let key = (self.person.0, self.organisation.0, self.role.code().to_owned());
        role::Entity::delete_by_id(key).exec(tx).await?;
        audit::record(tx, self.now, self.entry(Action::RoleWithdrawn)).await
    }
}
