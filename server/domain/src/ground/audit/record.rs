//! Writing a line of the audit log, in the transaction of what it tells.

use super::{Action, ActiveModel, Entity};
use crate::ground::error::Result;
use chrono::{DateTime, Utc};
use contract::{OrganisationId, PersonId};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    DatabaseTransaction,
    entity::prelude::*,
};

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A customer.
    Customer(PersonId),
    /// A counselor.
    Counselor(PersonId),
    /// A member of staff, in no role yet: while signing in or out.
    Staff(PersonId),
    /// A main user.
    MainUser(PersonId),
    /// A supervisor.
    Supervisor(PersonId),
    /// Whoever runs a command on the machine.
    Operator,
    /// Time: a job that does what the dates say.
    Time,
    /// Somebody who is not signed in.
    Anonymous,
}

impl Actor {
    pub(super) fn columns(self) -> (&'static str, Option<Uuid>) {
        match self {
            Self::Customer(person) => ("customer", Some(person.0)),
            Self::Counselor(person) => ("counselor", Some(person.0)),
            Self::Staff(person) => ("staff", Some(person.0)),
            Self::MainUser(person) => ("main_user", Some(person.0)),
            Self::Supervisor(person) => ("supervisor", Some(person.0)),
            Self::Operator => ("operator", None),
            Self::Time => ("time", None),
            Self::Anonymous => ("anonymous", None),
        }
    }
}

/// A line to be written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    /// Who.
    pub actor: Actor,
    /// On whose behalf, or in whose house.
    pub organisation: Option<OrganisationId>,
    /// What.
    pub action: Action,
    /// On which object.
    pub object: Option<Uuid>,
    /// Of whom.
    pub subject: Option<PersonId>,
    /// A word from a closed list, never something typed.
    pub detail: Option<&'static str>,
}

/// Writes a line.
pub(crate) async fn record(tx: &DatabaseTransaction, at: DateTime<Utc>, entry: Entry) -> Result<()> {
    record_all(tx, at, [entry]).await
}

/// Writes lines, in their order. The sequencer chains them later.
pub(crate) async fn record_all(
    tx: &DatabaseTransaction,
    at: DateTime<Utc>,
    entries: impl IntoIterator<Item = Entry>,
) -> Result<()> {
    let rows: Vec<ActiveModel> = entries.into_iter().map(|entry| entry.row(at, None)).collect();
    if !rows.is_empty() {
        Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

impl Entry {
    /// A line: who did what.
    pub fn new(actor: Actor, action: Action) -> Self {
        Self { actor, organisation: None, action, object: None, subject: None, detail: None }
    }

    /// On whose behalf, or in whose house.
    #[must_use]
    pub fn within(self, organisation: impl Into<Option<OrganisationId>>) -> Self {
        Self { organisation: organisation.into(), ..self }
    }

    /// On which object.
    #[must_use]
    pub fn on(self, object: impl Into<Option<Uuid>>) -> Self {
        Self { object: object.into(), ..self }
    }

    /// Whom it concerns.
    #[must_use]
    pub fn of(self, subject: impl Into<Option<PersonId>>) -> Self {
        Self { subject: subject.into(), ..self }
    }

    /// A word more, of a closed list.
    #[must_use]
    pub fn because(self, detail: impl Into<Option<&'static str>>) -> Self {
        Self { detail: detail.into(), ..self }
    }

    /// A line that time writes about a workspace.
    pub fn by_time(
        action: Action,
        organisation: OrganisationId,
        object: Uuid,
        subject: Option<Uuid>,
    ) -> Self {
        Self {
            actor: Actor::Time,
            organisation: Some(organisation),
            action,
            object: Some(object),
            subject: subject.map(PersonId),
            detail: None,
        }
    }

    /// Its row; `count` where it stands for many.
    pub(super) fn row(self, at: DateTime<Utc>, count: Option<i64>) -> ActiveModel {
        let (actor_kind, actor_id) = self.actor.columns();
        ActiveModel {
            id: NotSet,
            at: Set(at),
            organisation_id: Set(self.organisation.map(|id| id.0)),
            actor_kind: Set(actor_kind.to_owned()),
            actor_id: Set(actor_id),
            action: Set(self.action.code().to_owned()),
            object_id: Set(self.object),
            subject_id: Set(self.subject.map(|id| id.0)),
            detail: Set(self.detail.map(str::to_owned)),
            count: Set(count),
        }
    }
}
