//! Bulk actions of a main user on one or many workspaces (L8, P7): planned, looked at, confirmed, and
//! then done one workspace at a time, so that each is whole and a broken-off action goes on.

mod effect;
mod plan;
mod run;
mod schedule;
mod succession;
mod view;

pub(crate) use plan::{confirm, plan};
pub use run::run;
pub(crate) use schedule::{cancel, scheduled};
pub(crate) use succession::change_role;
pub(crate) use view::view;

use crate::ground::{error::Result, job::quarantine, once, services::Services};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{Condition, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};

/// The table `bulk_action`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bulk_action")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub organisation_id: Uuid,
    pub person_id: Uuid,
    pub kind: String,
    pub reason: String,
    pub to_counselor_id: Option<Uuid>,
    /// The day on which it is done, where that is not at once.
    pub due_on: Option<Date>,
    /// Whose workspaces these are, where they are all of one counselor's: those that come until that day as well.
    pub from_counselor_id: Option<Uuid>,
    pub planned_at: DateTimeUtc,
    pub confirmed_at: Option<DateTimeUtc>,
    pub confirmed_by: Option<Uuid>,
    /// When the job began with it; from then on it cannot be taken back.
    pub begun_at: Option<DateTimeUtc>,
    pub finished_at: Option<DateTimeUtc>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The table `bulk_action_item`.
pub(crate) mod item {
    use sea_orm::entity::prelude::*;

    /// It was done.
    pub const DONE: &str = "done";
    /// It was left as it is.
    pub const SKIPPED: &str = "skipped";

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "bulk_action_item")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub bulk_action_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub workspace_id: Uuid,
        pub number: i64,
        /// Whose it was when it was planned: nobody else's is handed over.
        pub counselor_id: Option<Uuid>,
        pub outcome: Option<String>,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Forgets a workspace that is destroyed.
pub(crate) async fn forget(tx: &impl ConnectionTrait, workspace: Uuid) -> Result<()> {
    item::Entity::delete_many().filter(item::Column::WorkspaceId.eq(workspace)).exec(tx).await?;
    Ok(())
}

/// For how long a plan is kept that nobody confirms.
const PLANS: TimeDelta = TimeDelta::days(1);

/// Removes actions that were finished before this instant, and plans that nobody confirmed in a day.
pub(crate) async fn purge(services: &Services, before: DateTime<Utc>) -> Result<u64> {
    let unconfirmed = Column::PlannedAt.lt(services.clock.now() - PLANS);
    let over = Condition::any()
        .add(Column::FinishedAt.lt(before))
        .add(Condition::all().add(Column::ConfirmedAt.is_null()).add(unconfirmed));
    let old = Entity::find().select_only().column(Column::Id).filter(over.clone()).into_query();
    let tx = once::begin(services).await?;
    item::Entity::delete_many().filter(item::Column::BulkActionId.in_subquery(old)).exec(&tx).await?;
    let removed = Entity::delete_many().filter(over).exec(&tx).await?;
    tx.commit().await?;
    Ok(removed.rows_affected)
}

/// Actions that are confirmed and neither finished nor quarantined, the oldest first.
pub(crate) async fn running(services: &Services) -> Result<Vec<Model>> {
    let running = Entity::find()
        .filter(Column::ConfirmedAt.is_not_null())
        .filter(Column::FinishedAt.is_null())
        .filter(quarantine::not(run::JOB, Column::Id, services.clock.now()));
    Ok(running.order_by_asc(Column::ConfirmedAt).all(services.database.read()).await?)
}
