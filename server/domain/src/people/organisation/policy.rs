//! Policies: how many months each state lasts (L10).

use crate::ground::{
    error::{Error, Result},
    vault::{SealContext, Sealed, SealedRow},
};
use chrono::NaiveDate;
use contract::OrganisationId;
use sea_orm::{Condition, QueryOrder, entity::prelude::*};

pub(crate) const REASON: &str = "policy.reason";

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
    /// The first day on which it holds; always, where it has none.
    pub valid_from: Option<Date>,
    /// Why, sealed with the key of the installation.
    #[sea_orm(column_type = "Blob", nullable)]
    pub reason: Option<Sealed>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl SealedRow for Model {
    fn values(&self) -> Vec<(SealContext, &Sealed)> {
        self.reason.iter().map(|reason| (SealContext::of(self.id, REASON), reason)).collect()
    }
}

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

/// The organisation's policy of a day: the newest of those that hold by then.
pub(crate) async fn in_force(
    db: &impl ConnectionTrait,
    organisation: OrganisationId,
    day: NaiveDate,
) -> Result<Model> {
    let by_then = Condition::any().add(Column::ValidFrom.is_null()).add(Column::ValidFrom.lte(day));
    Entity::find()
        .filter(Column::OrganisationId.eq(organisation.0))
        .filter(by_then)
        .order_by_desc(Column::Version)
        .one(db)
        .await?
        .ok_or(Error::Inconsistent("organisation without policy"))
}

/// Forgets what was decided and does not hold yet.
pub(crate) async fn forget_coming(
    tx: &impl ConnectionTrait,
    organisation: OrganisationId,
    today: NaiveDate,
) -> Result<()> {
    let coming = Entity::delete_many().filter(Column::OrganisationId.eq(organisation.0));
    coming.filter(Column::ValidFrom.gt(today)).exec(tx).await?;
    Ok(())
}

/// The newest that was decided, whether it holds yet or not.
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
