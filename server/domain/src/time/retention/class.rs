//! Classes of retention (R1): owners of one kind, with one clock. Whatever has content of its own is a
//! class, and gets deletion in two runs, tombstones and the order of the end with it.

use crate::ground::{audit::Action, error::Result, services::Services, vault::Owner};
use async_trait::async_trait;
use chrono::NaiveDate;
use contract::OrganisationId;
use sea_orm::{DatabaseTransaction, prelude::Uuid};

/// A class of retention.
#[async_trait]
pub(crate) trait Class: Send + Sync {
    /// Marks what is on its last day, and takes marks back where the date has moved. Gives how many were
    /// marked.
    async fn mark_due(&self, services: &Services) -> Result<u64>;

    /// What may be destroyed now, since an earlier run has marked it: a batch of each organisation.
    async fn due(&self, services: &Services) -> Result<Vec<Due>>;

    /// An owner of the class, whether it is due or not.
    async fn find(&self, services: &Services, id: Uuid) -> Result<Option<Due>>;

    /// Holds the row of an owner until the transaction ends. `false` when it changed since it was found.
    async fn lock(&self, tx: &DatabaseTransaction, due: &Due) -> Result<bool>;

    /// Begins the end of an owner that is held, while its key still opens: sends the receipt.
    async fn end(
        &self,
        services: &Services,
        tx: &DatabaseTransaction,
        due: &Due,
        messages: i64,
        receipt: Receipt,
    ) -> Result<End>;

    /// Removes the rows of an owner whose key is destroyed, and what was kept for it only.
    async fn remove_rows(&self, services: &Services, tx: &DatabaseTransaction, id: Uuid) -> Result<()>;

    /// The last day until which a hold may keep an owner (R1).
    async fn hold_cap(&self, tx: &DatabaseTransaction, id: Uuid) -> Result<NaiveDate>;
}

/// Whether the person is notified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Receipt {
    /// By a receipt (L7).
    Send,
    /// They were, before the database was restored.
    SentBefore,
}

/// An owner that is to be destroyed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Due {
    pub organisation: OrganisationId,
    pub id: Uuid,
    /// Its version when it was found.
    pub version: i32,
    /// Whether nobody could be notified before.
    pub unnoticed: bool,
}

/// What a tombstone and the audit log say of an owner that ends.
pub(crate) struct End {
    pub owner: Owner,
    pub created_on: NaiveDate,
    pub kept_through: NaiveDate,
    pub policy_version: i32,
    /// Whom it was about.
    pub subject: Option<Uuid>,
    /// What the audit log calls it.
    pub action: Action,
}
