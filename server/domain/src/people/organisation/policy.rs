//! Policies: how many months each state lasts (L10).

use crate::ground::error::{Error, Result};
use contract::OrganisationId;
use sea_orm::{QueryOrder, entity::prelude::*};

/// How many calendar months each state lasts (L10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Months from the customer's last visit.
    pub active: u32,
    /// Months in which it can be reactivated.
    pub inactive: u32,
    /// Months in the customer's archive.
    pub archived: u32,
}

impl Default for Policy {
    /// The retention defaults: 3, 3 and 12 months.
    fn default() -> Self {
        Self { active: 3, inactive: 3, archived: 12 }
    }
}

/// The table `policy`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "policy")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub organisation_id: Uuid,
    pub version: i32,
    pub active_months: i32,
    pub inactive_months: i32,
    pub archived_months: i32,
    pub hold_months: i32,
    pub created_at: DateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// How long each state lasts.
    pub fn months(&self) -> Result<Policy> {
        let months = |n: i32| u32::try_from(n).map_err(|_| Error::Inconsistent("negative months"));
        Ok(Policy {
            active: months(self.active_months)?,
            inactive: months(self.inactive_months)?,
            archived: months(self.archived_months)?,
        })
    }
}

/// The organisation's newest policy.
pub(crate) async fn newest(db: &impl ConnectionTrait, organisation: OrganisationId) -> Result<Model> {
    Entity::find()
        .filter(Column::OrganisationId.eq(organisation.0))
        .order_by_desc(Column::Version)
        .one(db)
        .await?
        .ok_or(Error::Inconsistent("organisation without policy"))
}

/// The policy of an id that must exist.
pub(crate) async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Model> {
    Entity::find_by_id(id).one(db).await?.ok_or(Error::Inconsistent("policy missing"))
}

/// How long each state lasts under the policy of an id that must exist.
pub(crate) async fn load(db: &impl ConnectionTrait, id: Uuid) -> Result<Policy> {
    find(db, id).await?.months()
}
