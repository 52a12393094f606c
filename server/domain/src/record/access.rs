//! What somebody may see and do with the content of an owner. Whoever owns it decides that, and makes
//! one of these; here nobody asks what kind of owner it is.

use crate::{
    ground::{
        actor::Participant,
        audit::{self, Action, Entry},
        error::Result,
        services::Services,
        vault::{DataKey, Owner},
    },
    people::organisation::Organisation,
};
use chrono::{DateTime, Utc};
use contract::PersonId;
use sea_orm::prelude::Uuid;

/// The content of an owner that a participant may see, with what is needed to work with it.
#[derive(Clone)]
pub(crate) struct ContentAccess {
    /// Whose content it is: a workspace's, so far.
    pub owner: Owner,
    /// In whose house.
    pub organisation: Organisation,
    /// Who looks at it.
    pub participant: Participant,
    /// The customer whom it is about, once they are known.
    pub customer: Option<PersonId>,
    /// What opens it.
    pub key: DataKey,
    /// From when on they see what is written; none when they see all of it (P6).
    pub since: Option<DateTime<Utc>>,
    /// Whether they stand in for whose it is: the audit log says so (P12).
    pub stands_in: bool,
}

/// How the audit log says that somebody did it who stood in.
pub(crate) const STANDING_IN: &str = "standing_in";

impl ContentAccess {
    /// The owner's id.
    pub fn id(&self) -> Uuid {
        self.owner.id
    }

    /// A line for the audit log: the participant did this with an object of the owner's.
    pub fn entry(&self, action: Action, object: Uuid) -> Entry {
        let on_behalf_of = self.participant.organisation().unwrap_or(self.organisation.id);
        let entry = Entry::new(self.participant.actor(), action).within(on_behalf_of).on(object);
        entry.of(self.customer).because(self.stands_in.then_some(STANDING_IN))
    }

    /// Audits that staff looked (A1); what the customer looks at is theirs.
    pub async fn audit_read(&self, services: &Services, action: Action, object: Uuid) -> Result<()> {
        if self.participant.is_customer() {
            return Ok(());
        }
        let tx = services.database.begin().await?;
        audit::record(&tx, services.clock.now(), self.entry(action, object)).await?;
        Ok(tx.commit().await?)
    }
}
