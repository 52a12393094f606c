//! The people of an organisation, as its main users see them, and their roles (P2, P4, P5).

use super::{
    EMAIL, Entity, NAME, StaffRole,
    grant::{Change, find},
    role, staff_invitation, undertaking,
};
use crate::{
    audit::Actor,
    clock::local_date,
    error::Result,
    organisation,
    services::Services,
    session::FreshProof,
    vault::{Owner, show, store},
    workspace,
};
use contract::{
    ApiError, FieldCode, FieldError, OrganisationId, PersonId,
    staff::{ColleagueView, HeldRole, StaffView},
};
use sea_orm::entity::prelude::*;
use std::collections::BTreeMap;

/// Who has a role in the organisation, and who was invited.
pub(crate) async fn view(
    services: &Services,
    me: PersonId,
    organisation: OrganisationId,
) -> Result<StaffView> {
    let db = services.database.read();
    let grants = role::Entity::find().filter(role::Column::OrganisationId.eq(organisation.0)).all(db).await?;
    let mut held: BTreeMap<Uuid, Vec<role::Model>> = BTreeMap::new();
    for grant in grants {
        held.entry(grant.person_id).or_default().push(grant);
    }
    let owners: Vec<Owner> = held.keys().map(|id| Owner::person(PersonId(*id))).collect();
    let keys = store::load_many(db, &services.keyring, &owners).await?;
    let people = Entity::find().filter(super::Column::Id.is_in(held.keys().copied())).all(db).await?;
    let organisation = organisation::load(db, organisation).await?;
    let today = organisation.today(services.clock.now());
    let running = workspace::run_by(db, organisation.id, today).await?;
    let undertakings = undertaking::given(db, organisation.id).await?;
    let mut colleagues = vec![];
    for person in people {
        let key = keys.get(&person.id);
        let open =
            |field, sealed: &Option<_>| sealed.as_ref().map(|sealed| show(key, person.place(field), sealed));
        let grants = held.get(&person.id).map(Vec::as_slice).unwrap_or_default();
        colleagues.push(ColleagueView {
            id: PersonId(person.id),
            name: show(key, person.place(NAME), &person.name),
            email: open(EMAIL, &person.email),
            roles: roles(grants),
            seen: seen(services, grants),
            undertaking: undertakings.get(&person.id).map(|at| local_date(*at, organisation.zone)),
            workspaces: running.get(&person.id).copied().unwrap_or(0),
            is_me: me.0 == person.id,
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
    StaffRole::ALL.into_iter().filter_map(held).collect()
}

/// Before how many days any of these roles was used.
fn seen(services: &Services, grants: &[role::Model]) -> Option<u32> {
    let last = grants.iter().filter_map(|grant| grant.used_at).max()?;
    Some(u32::try_from((services.clock.now() - last).num_days()).unwrap_or(0))
}

/// What shall be changed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wish {
    /// Whose role.
    pub person: PersonId,
    /// Which.
    pub role: StaffRole,
    /// Whether it is given; else withdrawn.
    pub give: bool,
}

/// Gives a role to somebody who has another one in the organisation already, or withdraws one. A
/// withdrawn role ends at the next request of whoever had it.
///
/// # Errors
/// [`ApiError::NotFound`] for somebody without a role in the organisation; [`ApiError::Invalid`] for
/// whoever would give a role to themselves (P13); [`ApiError::Conflict`]
/// where nothing is to be changed, the organisation's provider gives the role, or main users would
/// take theirs from themselves.
pub(crate) async fn change(
    services: &Services,
    me: PersonId,
    organisation: OrganisationId,
    Wish { person, role, give }: Wish,
    _: FreshProof,
) -> Result<()> {
    let tx = services.database.begin().await?;
    let actor = Actor::MainUser(me);
    let change = Change { person, organisation, role, actor, now: services.clock.now() };
    if !super::roles(&tx, person, organisation).await?.any() {
        return Err(ApiError::NotFound.into());
    }
    if give && person == me {
        let field = FieldError { field: "role".into(), code: FieldCode::Oneself };
        return Err(ApiError::Invalid(vec![field]).into());
    }
    match (find(&tx, person, organisation, role).await?, give) {
        (None, true) => change.give(&tx, role::GRANT).await?,
        (Some(row), true) if row.source == role::CLAIM => change.keep(&tx).await?,
        (Some(row), false) if row.source == role::GRANT && !(person == me && role == StaffRole::MainUser) => {
            change.withdraw(&tx).await?;
        }
        _ => return Err(ApiError::Conflict.into()),
    }
    Ok(tx.commit().await?)
}
