//! A sign-in as a row: the truth about who, how strongly, since when, until when.

use crate::ground::{
    audit::{self, Action, Actor, Entry},
    error::Result,
};
use chrono::{DateTime, TimeDelta, Utc};
use contract::{OrganisationId, PersonId};
use sea_orm::{DatabaseTransaction, entity::prelude::*};
use serde::{Deserialize, Serialize};

/// The table `auth_session`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "auth_session")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub side: String,
    pub organisation_id: Option<Uuid>,
    pub provider: String,
    pub acr: Option<String>,
    pub authenticated_at: DateTimeUtc,
    pub last_seen_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub ended_at: Option<DateTimeUtc>,
    pub last_authentication_at: Option<DateTimeUtc>,
    #[sea_orm(column_type = "Blob", nullable)]
    pub sid_index: Option<Vec<u8>>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub(super) const CUSTOMER: &str = "customer";
/// What staff were called when counselors were all there was.
pub(super) const STAFF: &str = "counselor";

/// The id of a sign-in; what the HTTP session holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SessionId(pub Uuid);

/// How long sign-ins last.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Without a request, for customers.
    pub customer_idle: TimeDelta,
    /// In all, for customers.
    pub customer_absolute: TimeDelta,
    /// Without a request, for staff.
    pub staff_idle: TimeDelta,
    /// In all, for staff.
    pub staff_absolute: TimeDelta,
}

impl Limits {
    /// The longest that any sign-in can last.
    pub fn longest(&self) -> TimeDelta {
        self.customer_absolute.max(self.staff_absolute)
    }

    pub(super) fn idle(&self, side: &str) -> TimeDelta {
        if side == CUSTOMER { self.customer_idle } else { self.staff_idle }
    }
}

/// Whether a session lasts, whatever became of the roles in it.
pub(super) fn is_alive(row: &Model, limits: &Limits, now: DateTime<Utc>) -> bool {
    row.ended_at.is_none() && now < row.expires_at && now - row.last_seen_at < limits.idle(&row.side)
}

/// Ends a session that has not ended, with its line in the audit log; `why` where nobody asked for it.
pub(super) async fn end(
    tx: &DatabaseTransaction,
    now: DateTime<Utc>,
    row: Model,
    why: Option<&'static str>,
) -> Result<()> {
    let ended = Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(Some(now)))
        .filter(Column::Id.eq(row.id))
        .filter(Column::EndedAt.is_null())
        .exec(tx)
        .await?;
    if ended.rows_affected == 0 {
        return Ok(());
    }
    let person = PersonId(row.person_id);
    let organisation = row.organisation_id.map(OrganisationId);
    let actor = if organisation.is_some() { Actor::Staff(person) } else { Actor::Customer(person) };
    let line = entry(actor, organisation, Action::SignedOut, person);
    audit::record(tx, now, Entry { detail: why, ..line }).await
}

pub(super) fn entry(
    actor: Actor,
    organisation: Option<OrganisationId>,
    action: Action,
    person: PersonId,
) -> Entry {
    Entry::new(actor, action).within(organisation).of(person)
}
