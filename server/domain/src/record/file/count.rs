//! How many files a person has brought in an hour, whatever became of them: one that was removed again
//! has been received, sealed and stored like any other.

use super::intake::wrong;
use crate::ground::{error::Result, services::Services};
use chrono::{DateTime, TimeDelta, Utc};
use contract::{FieldCode, PersonId};
use sea_orm::{ActiveValue::Set, entity::prelude::*, sea_query::OnConflict};

/// The time in which they are counted. It begins with the first.
const SPAN: TimeDelta = TimeDelta::hours(1);

/// The table `file_count`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "file_count")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    pub since: DateTimeUtc,
    count: i32,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// From when on a count is over.
pub(crate) fn over(now: DateTime<Utc>) -> DateTime<Utc> {
    now - SPAN
}

/// The count of this hour, of one more file.
///
/// # Errors
/// [`FieldCode::TooManyAnHour`] when that is one too many.
pub(super) async fn one_more(
    services: &Services,
    db: &impl ConnectionTrait,
    person: PersonId,
) -> Result<ActiveModel> {
    let (now, most) = (services.clock.now(), services.files.limits.per_hour);
    let known = Entity::find_by_id(person.0).filter(Column::Since.gt(over(now))).one(db).await?;
    let (since, count) = known.map_or((now, 0), |row| (row.since, row.count));
    if u32::try_from(count).unwrap_or(u32::MAX) >= most {
        return Err(wrong(FieldCode::TooManyAnHour(most)));
    }
    Ok(ActiveModel { person_id: Set(person.0), since: Set(since), count: Set(count.saturating_add(1)) })
}

/// Notes it.
pub(super) async fn note(tx: &impl ConnectionTrait, count: ActiveModel) -> Result<()> {
    let anew = OnConflict::column(Column::PersonId).update_columns([Column::Since, Column::Count]).to_owned();
    Entity::insert(count).on_conflict(anew).exec_without_returning(tx).await?;
    Ok(())
}

/// Forgets the count of a person.
pub(crate) async fn forget(tx: &impl ConnectionTrait, person: PersonId) -> Result<()> {
    Entity::delete_by_id(person.0).exec(tx).await?;
    Ok(())
}
