//! Signing in and out: a row for each sign-in, the truth about who, how strongly, since when, until
//! when. The cookie only points to it.

use super::{
    http,
    own::make_room,
    row::{CUSTOMER, Column, Entity, Model, STAFF, SessionId, end, entry},
};
use crate::{
    ground::{
        actor::authentication::LastAuthentication,
        audit::{self, Action, Actor, Entry},
        error::Result,
        services::Services,
    },
    people::person::{
        self, CustomerIdentity, Roles, StaffIdentity, roles, staff_invitation, sync_claim_roles,
        upsert_customer, upsert_staff, used,
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use contract::{OrganisationId, PersonId};
use sea_orm::{DatabaseTransaction, IntoActiveModel, entity::prelude::*};

/// How somebody signed in.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// The provider's key in the configuration.
    pub provider: String,
    /// How strongly the person was identified.
    pub acr: Option<String>,
    /// When the person authenticated, if the provider says.
    pub authenticated: LastAuthentication,
    /// The provider's name for their sign-in there.
    pub sid: Option<String>,
    /// Who was signed in and authenticates again: it must be the same person.
    pub reauthenticating: Option<PersonId>,
    /// When the session ends at the latest.
    pub expires_at: DateTime<Utc>,
}

/// Why a sign-in was refused, for the audit log and for the page that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The person is not known to the organisation in any role.
    NoRole,
    /// The identification was too weak (P1).
    Weak,
    /// Somebody else than who was signed in and was asked to authenticate again.
    AnotherPerson,
    /// The provider's answer did not stand up to a check.
    Answer,
    /// The answer does not belong to an attempt of this browser.
    Attempt,
    /// The person cancelled at the provider.
    Cancelled,
    /// The provider cannot be reached.
    Unreachable,
}

impl Refusal {
    /// The word in the audit log and in the page's address.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoRole => "no_role",
            Self::Weak => "weak",
            Self::AnotherPerson => "another_person",
            Self::Answer => "answer",
            Self::Attempt => "attempt",
            Self::Cancelled => "cancelled",
            Self::Unreachable => "unreachable",
        }
    }
}

/// A session, or why there is none.
pub type Admitted = std::result::Result<SessionId, Refusal>;

/// Signs a strongly identified customer in (P1).
pub async fn sign_in_customer(
    services: &Services,
    identity: &CustomerIdentity,
    new: NewSession,
) -> Result<Admitted> {
    let tx = services.database.begin().await?;
    let person = upsert_customer(services, &tx, identity).await?;
    if new.is_by_another_than(person) {
        return Ok(Err(Refusal::AnotherPerson));
    }
    let id = begin(services, &tx, Actor::Customer(person), person, None, new).await?;
    tx.commit().await?;
    Ok(Ok(id))
}

/// Signs a member of staff in for an organisation (P2). Where their provider gives roles itself,
/// `given` are those.
pub async fn sign_in_staff(
    services: &Services,
    organisation: OrganisationId,
    identity: &StaffIdentity,
    given: Option<Roles>,
    new: NewSession,
) -> Result<Admitted> {
    let tx = services.database.begin().await?;
    let person = upsert_staff(services, &tx, identity).await?;
    if new.is_by_another_than(person) {
        return Ok(Err(Refusal::AnotherPerson));
    }
    if let Some(given) = given {
        sync_claim_roles(services, &tx, person, organisation, given).await?;
    }
    staff_invitation::take_up(services, &tx, person, organisation, identity.email.as_deref()).await?;
    if roles(&tx, person, organisation).await?.is_empty() {
        drop(tx);
        withdrawn(services, organisation, identity, given).await?;
        return Ok(Err(Refusal::NoRole));
    }
    used(&tx, person, organisation, services.clock.now()).await?;
    let id = begin(services, &tx, Actor::Staff(person), person, Some(organisation), new).await?;
    tx.commit().await?;
    Ok(Ok(id))
}

/// Somebody who is refused for lack of any role: what their provider withdrew is withdrawn all the
/// same, and the sign-ins that stood on it end. Of who was never known, nothing is kept.
async fn withdrawn(
    services: &Services,
    organisation: OrganisationId,
    identity: &StaffIdentity,
    given: Option<Roles>,
) -> Result<()> {
    let now = services.clock.now();
    let tx = services.database.begin().await?;
    let known = person::find_staff(&tx, &services.keyring, &identity.issuer, &identity.subject).await?;
    let Some(person) = known else { return Ok(()) };
    if let Some(given) = given {
        sync_claim_roles(services, &tx, person, organisation, given).await?;
    }
    let status = Entity::find()
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::OrganisationId.eq(organisation.0))
        .filter(Column::EndedAt.is_null());
    for row in status.all(&tx).await? {
        end(&tx, now, row, Some("no_role")).await?;
    }
    Ok(tx.commit().await?)
}

impl NewSession {
    fn is_by_another_than(&self, person: PersonId) -> bool {
        self.reauthenticating.is_some_and(|reauthenticating| reauthenticating != person)
    }
}

async fn begin(
    services: &Services,
    tx: &DatabaseTransaction,
    actor: Actor,
    person: PersonId,
    organisation: Option<OrganisationId>,
    new: NewSession,
) -> Result<SessionId> {
    let (now, id) = (services.clock.now(), services.randomness.uuid());
    make_room(tx, person, now).await?;
    let row = Model {
        id,
        person_id: person.0,
        side: if organisation.is_some() { STAFF } else { CUSTOMER }.to_owned(),
        organisation_id: organisation.map(|id| id.0),
        acr: new.acr,
        authenticated_at: now,
        last_seen_at: now,
        expires_at: new.expires_at,
        ended_at: None,
        last_authentication_at: new.authenticated.0,
        sid_index: new.sid.map(|sid| sid_index(services, &new.provider, &sid)),
        provider: new.provider,
    };
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(tx).await?;
    person::returned(tx, person).await?;
    audit::record(tx, now, entry(actor, organisation, Action::SignedIn, person)).await?;
    Ok(SessionId(id))
}

/// The blind index of a provider's name for a sign-in there.
pub(super) fn sid_index(services: &Services, provider: &str, sid: &str) -> Vec<u8> {
    services.keyring.index("sid", &format!("{provider} {sid}"))
}

/// Whose session it is, or was until time ended it. Nobody's once somebody did.
pub async fn owner(services: &Services, id: SessionId) -> Result<Option<PersonId>> {
    let lasting = Entity::find_by_id(id.0).filter(Column::EndedAt.is_null());
    let row = lasting.one(services.database.read()).await?;
    Ok(row.map(|row| PersonId(row.person_id)))
}

/// The provider by which a session began, by its key in the configuration.
pub async fn provider(services: &Services, id: SessionId) -> Result<Option<String>> {
    let row = Entity::find_by_id(id.0).one(services.database.read()).await?;
    Ok(row.map(|row| row.provider))
}

/// Ends a session.
pub async fn sign_out(services: &Services, id: SessionId) -> Result<()> {
    let now = services.clock.now();
    let tx = services.database.begin().await?;
    if let Some(row) = Entity::find_by_id(id.0).one(&tx).await? {
        end(&tx, now, row, None).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Counts a sign-in that was refused, at this provider: nobody knows of whom, and anybody can try as
/// often as they like.
pub async fn refused(services: &Services, provider: &str, refusal: Refusal) -> Result<()> {
    let tx = services.database.begin().await?;
    let entry = Entry::new(Actor::Anonymous, Action::SignInRefused).because(refusal.code());
    audit::fold(&tx, services.clock.now(), entry, Some(provider)).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes the sessions of a demonstration along when its clock is moved by `delta`.
pub async fn advance_clock(services: &Services, delta: TimeDelta) -> Result<()> {
    let tx = services.database.begin().await?;
    for row in Entity::find().filter(Column::EndedAt.is_null()).all(&tx).await? {
        Entity::update_many()
            .col_expr(Column::AuthenticatedAt, Expr::value(row.authenticated_at + delta))
            .col_expr(Column::LastSeenAt, Expr::value(row.last_seen_at + delta))
            .col_expr(Column::ExpiresAt, Expr::value(row.expires_at + delta))
            .col_expr(
                Column::LastAuthenticationAt,
                Expr::value(row.last_authentication_at.map(|at| at + delta)),
            )
            .filter(Column::Id.eq(row.id))
            .exec(&tx)
            .await?;
    }
    http::advance_clock(&tx, delta).await?;
    person::advance_clock(&tx, delta).await?;
    tx.commit().await?;
    Ok(())
}
