//! The audit log (A1): who, on whose behalf, did or read what of whom, and when. It never holds a
//! text that somebody typed. Lines go in with the transaction of what they tell; one sequencer chains
//! them a moment later, with a key (A5), so that no transaction waits for another's line.

mod action;
mod anchor;
mod at_most;
mod chain;
mod denied;
mod fold;
mod record;
mod verify;

pub use action::Action;
pub use anchor::{Anchor, anchor};
pub(crate) use at_most::at_most;
pub use chain::seal;
pub(crate) use denied::auditing_denial;
pub use denied::denied;
pub(crate) use fold::fold;
pub use fold::write_folds;
pub use record::Actor;
pub(crate) use record::{Entry, record, record_all};
pub use verify::{Verdict, verify};

use crate::ground::{error::Result, services::Services};
use chrono::{DateTime, Utc};
use contract::OrganisationId;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

/// The table `audit`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub at: DateTimeUtc,
    pub organisation_id: Option<Uuid>,
    pub actor_kind: String,
    pub actor_id: Option<Uuid>,
    pub action: String,
    pub object_id: Option<Uuid>,
    subject_id: Option<Uuid>,
    detail: Option<String>,
    /// How often it happened, where one line stands for many.
    count: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The word that says more of it.
    pub(crate) fn detail(&self) -> Option<&str> {
        self.detail.as_deref()
    }
}

/// The mail of an organisation that was given up since a moment, the newest first.
pub(crate) async fn mail_given_up(
    db: &impl ConnectionTrait,
    organisation: OrganisationId,
    since: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<Model>> {
    let lines = Entity::find()
        .filter(Column::OrganisationId.eq(organisation.0))
        // As the index of these lines says it: with a bound value it would not be used.
        .filter(Expr::cust("action = 'mail_given_up'"))
        .filter(Column::At.gt(since))
        .order_by_desc(Column::Id)
        .limit(limit);
    Ok(lines.all(db).await?)
}

/// When the newest line was written.
pub async fn newest_at(services: &Services) -> Result<Option<DateTime<Utc>>> {
    let newest = Entity::find().order_by_desc(Column::Id).one(services.database.read()).await?;
    Ok(newest.map(|line| line.at))
}
