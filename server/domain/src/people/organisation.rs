//! Organisations: the units of isolation, with their time zone and policies (L2, L10).

mod add;
pub(crate) mod policy;
pub mod wording;

pub use add::{NewOrganisation, add};

use crate::ground::error::{Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use contract::{OrganisationId, names::Names};
use sea_orm::{
    ExprTrait, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*, sea_query::SelectStatement,
};
use std::{collections::HashMap, sync::Arc};

/// The table `organisation`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique)]
    pub slug: String,
    /// Its name in Finnish; the others may be missing (U7).
    pub name: String,
    pub name_sv: Option<String>,
    pub name_en: Option<String>,
    pub sender_fi: Option<String>,
    pub sender_sv: Option<String>,
    pub sender_en: Option<String>,
    pub signature_fi: Option<String>,
    pub signature_sv: Option<String>,
    pub signature_en: Option<String>,
    pub zone: String,
    pub last_number: i64,
    pub created_at: DateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// An organisation, as the rules use it.
#[derive(Clone, Debug)]
pub(crate) struct Organisation {
    pub id: OrganisationId,
    pub name: Names,
    pub zone: Tz,
}

impl Organisation {
    /// The date there at `now`.
    pub fn today(&self, now: DateTime<Utc>) -> NaiveDate {
        crate::ground::clock::local_date(now, self.zone)
    }
}

impl TryFrom<Model> for Organisation {
    type Error = Error;
    fn try_from(row: Model) -> Result<Self> {
        let zone = row.zone.parse().map_err(|_| Error::Inconsistent("unknown time zone"))?;
        Ok(Self { id: OrganisationId(row.id), name: row.names(), zone })
    }
}

/// The organisation of an id that must exist.
pub(crate) async fn load(db: &impl ConnectionTrait, id: OrganisationId) -> Result<Organisation> {
    let row = Entity::find_by_id(id.0).one(db).await?;
    row.ok_or(Error::Inconsistent("organisation missing"))?.try_into()
}

/// What organisations are called.
pub(crate) async fn names(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Names>> {
    let rows = Entity::find().filter(Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.names())).collect())
}

/// All organisations.
pub(crate) async fn all(db: &impl ConnectionTrait) -> Result<Vec<Organisation>> {
    Entity::find().all(db).await?.into_iter().map(Organisation::try_from).collect()
}

/// The time zones that there are, in the order of their names. One that is unknown here is in the log: it
/// concerns its organisation only.
pub(crate) async fn zones(db: &impl ConnectionTrait) -> Result<Arc<[Tz]>> {
    let zones = Entity::find().select_only().column(Column::Zone).distinct().order_by_asc(Column::Zone);
    let names: Vec<String> = zones.into_tuple().all(db).await?;
    let zone = |name: &String| {
        name.parse()
            .inspect_err(|_| tracing::error!(zone = name, "an organisation's time zone is unknown"))
            .ok()
    };
    Ok(names.iter().filter_map(zone).collect())
}

/// The organisations of a time zone.
pub(crate) fn of_zone(zone: Tz) -> SelectStatement {
    Entity::find().select_only().column(Column::Id).filter(Column::Zone.eq(zone.name())).into_query()
}

/// The organisation called `slug` in the configuration.
pub async fn find_by_slug(db: &impl ConnectionTrait, slug: &str) -> Result<Option<OrganisationId>> {
    let row = Entity::find().filter(Column::Slug.eq(slug)).one(db).await?;
    Ok(row.map(|row| OrganisationId(row.id)))
}

/// Locks the organisation's row until commit.
pub(crate) async fn lock(db: &impl ConnectionTrait, id: OrganisationId) -> Result<()> {
    Entity::find_by_id(id.0).lock_exclusive().one(db).await?;
    Ok(())
}

/// The next running number of a workspace. Locks the organisation's row until commit.
pub(crate) async fn next_number(db: &impl ConnectionTrait, id: OrganisationId) -> Result<i64> {
    Entity::update_many()
        .col_expr(Column::LastNumber, Expr::col(Column::LastNumber).add(1))
        .filter(Column::Id.eq(id.0))
        .exec(db)
        .await?;
    let row = Entity::find_by_id(id.0).one(db).await?;
    Ok(row.ok_or(Error::Inconsistent("organisation missing"))?.last_number)
}
