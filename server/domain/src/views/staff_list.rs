//! The people of an organisation, as its main users see them (P2).

use crate::{
    ground::{
        actor::MainUser,
        clock::local_date,
        data_keys,
        error::Result,
        services::Services,
        vault::{Owner, show},
    },
    guidance::workspace,
    people::{
        organisation,
        person::{Column, EMAIL, Entity, NAME, Roles, StaffRole, role, staff_invitation, undertaking},
    },
};
use contract::{
    PersonId,
    staff::{ColleagueView, HeldRole, StaffView},
};
use sea_orm::entity::prelude::*;
use std::collections::BTreeMap;

/// Who has a role in the organisation, and who was invited.
pub(crate) async fn view(services: &Services, main_user: MainUser) -> Result<StaffView> {
    let db = services.database.read();
    let grants = role::Entity::find()
        .filter(role::Column::OrganisationId.eq(main_user.organisation.0))
        .all(db)
        .await?;
    let mut held: BTreeMap<Uuid, Vec<role::Model>> = BTreeMap::new();
    for grant in grants {
        held.entry(grant.person_id).or_default().push(grant);
    }
    let owners: Vec<Owner> = held.keys().map(|id| Owner::person(PersonId(*id))).collect();
    let keys = data_keys::load_many(db, &services.keyring, &owners).await?;
    let people = Entity::find().filter(Column::Id.is_in(held.keys().copied())).all(db).await?;
    let organisation = organisation::load(db, main_user.organisation).await?;
    let today = organisation.today(services.clock.now());
    let running = workspace::run_by(db, organisation.id, today).await?;
    let undertakings = undertaking::all(db, organisation.id).await?;
    let mut colleagues = vec![];
    for person in people {
        let key = keys.get(&person.id);
        let open = |field, sealed: &Option<_>| {
            sealed.as_ref().map(|sealed| show(key, person.context(field), sealed))
        };
        let grants = held.get(&person.id).map(Vec::as_slice).unwrap_or_default();
        colleagues.push(ColleagueView {
            id: PersonId(person.id),
            name: show(key, person.context(NAME), &person.name),
            email: open(EMAIL, &person.email),
            email_refused: person.email_refused_at.is_some(),
            roles: roles(grants),
            seen: seen(services, grants),
            undertaking: undertakings.get(&person.id).map(|at| local_date(*at, organisation.zone)),
            workspaces: running.get(&person.id).copied().unwrap_or(0),
            is_me: main_user.person.0 == person.id,
        });
    }
    colleagues.sort_by_key(|colleague| (colleague.name.to_lowercase(), colleague.id));
    Ok(StaffView { colleagues, invitations: staff_invitation::pending(services, organisation.id).await? })
}

fn roles(grants: &[role::Model]) -> Vec<HeldRole> {
    let held = |role: StaffRole| {
        let grant = grants.iter().find(|grant| grant.role == role.code())?;
        Some(HeldRole { role, by_provider: grant.source == role::CLAIM })
    };
    Roles::all().iter().filter_map(held).collect()
}

/// Before how many days any of these roles was used.
fn seen(services: &Services, grants: &[role::Model]) -> Option<u32> {
    let last = grants.iter().filter_map(|grant| grant.used_at).max()?;
    Some(u32::try_from((services.clock.now() - last).num_days()).unwrap_or(0))
}
