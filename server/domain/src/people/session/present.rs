//! Looking at a sign-in, in every request: who it is, how long it lasts, or why it is over.

use super::row::{CUSTOMER, Column, Entity, Limits, Model, STAFF, SessionId};
use crate::{
    ground::{
        actor::{Counselor, Customer, Participant, authentication::LastAuthentication},
        error::{Error, Result},
        services::Services,
    },
    people::person::{self, Roles, StaffRole, roles, undertaking},
};
use chrono::{DateTime, TimeDelta, Utc};
use contract::{OrganisationId, PersonId, person::SessionLeft};
use sea_orm::entity::prelude::*;

/// How rarely the last request of a session is noted.
const SEEN_EVERY: TimeDelta = TimeDelta::seconds(60);

/// Somebody who is signed in at this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignedIn {
    /// A customer.
    Customer(PersonId),
    /// A member of staff for an organisation, in all their roles there (P4).
    Staff(PersonId, OrganisationId, Roles),
    /// A member of staff who has not given the organisation the confidentiality undertaking: they
    /// do nothing else before (P9).
    WithoutUndertaking(PersonId, OrganisationId),
}

impl SignedIn {
    /// Who it is.
    pub fn person(self) -> PersonId {
        match self {
            Self::Customer(person) | Self::Staff(person, ..) | Self::WithoutUndertaking(person, _) => person,
        }
    }

    /// For which organisation they act, where they are staff (P4).
    pub fn organisation(self) -> Option<OrganisationId> {
        match self {
            Self::Customer(_) => None,
            Self::Staff(_, organisation, _) | Self::WithoutUndertaking(_, organisation) => Some(organisation),
        }
    }
}

impl SignedIn {
    /// In which role they take part in workspaces, if in any (P4).
    pub fn participant(self) -> Option<Participant> {
        match self {
            Self::Customer(person) => Some(Participant::Customer(Customer(person))),
            Self::Staff(person, organisation, roles) => roles
                .contains(StaffRole::Counselor)
                .then_some(Participant::Counselor(Counselor { person, organisation })),
            Self::WithoutUndertaking(..) => None,
        }
    }
}

/// A session that lasts, as it was looked at in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Present {
    /// Who is signed in.
    pub who: SignedIn,
    /// When they last authenticated.
    pub authenticated: LastAuthentication,
    /// How much longer the session lasts.
    pub left: SessionLeft,
}

/// Why a session is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Nothing was done for too long.
    Idle,
    /// It lasted as long as one may last.
    Expired,
    /// It was signed out, its role was withdrawn, or it never was.
    Gone,
}

/// A session at this moment, or why it is over. Being asked keeps it from being idle. Roles are
/// looked up each time, so a withdrawn one ends at once.
pub async fn current(
    services: &Services,
    limits: &Limits,
    id: SessionId,
) -> Result<std::result::Result<Present, Ended>> {
    let now = services.clock.now();
    let found = look(services, limits, id).await?;
    if let Ok((_, row)) = &found
        && now - row.last_seen_at >= SEEN_EVERY
    {
        let tx = services.database.begin().await?;
        Entity::update_many()
            .col_expr(Column::LastSeenAt, Expr::value(now))
            .filter(Column::Id.eq(id.0))
            .filter(Column::EndedAt.is_null())
            .exec(&tx)
            .await?;
        person::returned(&tx, PersonId(row.person_id)).await?;
        tx.commit().await?;
    }
    Ok(found.map(|(who, mut row)| {
        row.last_seen_at = now;
        present(who, &row, limits, now)
    }))
}

/// Whether somebody made a request since an instant, as far as that is noted: to the minute.
pub(crate) async fn was_here_since(
    db: &impl ConnectionTrait,
    person: PersonId,
    instant: DateTime<Utc>,
) -> Result<bool> {
    let since = Entity::find()
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::LastSeenAt.gt(instant - SEEN_EVERY));
    Ok(since.one(db).await?.is_some())
}

/// Like [`current`], but only looked at: what a page does by itself does not keep it from being
/// idle.
pub async fn peek(
    services: &Services,
    limits: &Limits,
    id: SessionId,
) -> Result<std::result::Result<Present, Ended>> {
    let now = services.clock.now();
    Ok(look(services, limits, id).await?.map(|(who, row)| present(who, &row, limits, now)))
}

fn present(who: SignedIn, row: &Model, limits: &Limits, now: DateTime<Utc>) -> Present {
    let seconds = |until: DateTime<Utc>| u32::try_from((until - now).num_seconds()).unwrap_or(0);
    let idle = seconds(row.last_seen_at + limits.idle(&row.side));
    Present {
        who,
        authenticated: LastAuthentication(row.last_authentication_at),
        left: SessionLeft { idle, at_most: seconds(row.expires_at) },
    }
}

async fn look(
    services: &Services,
    limits: &Limits,
    id: SessionId,
) -> Result<std::result::Result<(SignedIn, Model), Ended>> {
    let now = services.clock.now();
    let db = services.database.read();
    let Some(row) = Entity::find_by_id(id.0).one(db).await? else { return Ok(Err(Ended::Gone)) };
    if row.ended_at.is_some() {
        return Ok(Err(Ended::Gone));
    }
    if now >= row.expires_at {
        return Ok(Err(Ended::Expired));
    }
    if now - row.last_seen_at >= limits.idle(&row.side) {
        return Ok(Err(Ended::Idle));
    }
    let person = PersonId(row.person_id);
    let signed_in = match (row.side.as_str(), row.organisation_id) {
        (CUSTOMER, None) => SignedIn::Customer(person),
        (STAFF, Some(organisation)) => {
            let organisation = OrganisationId(organisation);
            let roles = roles(db, person, organisation).await?;
            if roles.is_empty() {
                return Ok(Err(Ended::Gone));
            }
            if undertaking::is_given(db, person, organisation).await? {
                SignedIn::Staff(person, organisation, roles)
            } else {
                SignedIn::WithoutUndertaking(person, organisation)
            }
        }
        _ => return Err(Error::Inconsistent("session of no side")),
    };
    Ok(Ok((signed_in, row)))
}
