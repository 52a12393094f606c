//! What a form held when it could not be taken: kept sealed for a while, so that nothing typed is
//! lost where scripts are off (W1), even when the session ended meanwhile.

use crate::ground::{
    error::Result,
    services::Services,
    vault::{SealContext, Sealed},
};
use chrono::TimeDelta;
use contract::PersonId;
use sea_orm::{ActiveValue::Set, QueryOrder, QuerySelect, entity::prelude::*};

const VALID: TimeDelta = TimeDelta::hours(1);
const FIELDS: &str = "form_return.fields";

/// The table `form_return`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "form_return")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    person_id: Uuid,
    #[sea_orm(column_type = "Blob")]
    fields: Sealed,
    expires_at: DateTimeUtc,
    /// Whether it says what is looked for.
    searches: bool,
}

/// What is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What was typed into a form that could not be taken.
    Rejected,
    /// What is looked for, for the page that shows what is found. It takes no room from what was typed.
    Search,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The most that is kept of one form, in bytes: the largest that is read fits, whatever it is written in.
const LARGEST: usize = 512 * 1024;

/// How many of a kind are kept for one person.
const AT_A_TIME: u64 = 5;

/// How many of those before are removed in one go.
const SWEPT: u64 = 1000;

/// Keeps `fields` for this person, in the place of their oldest of that kind where there are too many. `None`
/// when that is more than is kept.
pub async fn keep(services: &Services, person: PersonId, kind: Kind, fields: &[u8]) -> Result<Option<Uuid>> {
    if fields.len() > LARGEST {
        return Ok(None);
    }
    let id = services.randomness.uuid();
    let key = services.installation_key().await?;
    let row = ActiveModel {
        id: Set(id),
        person_id: Set(person.0),
        fields: Set(key.seal(SealContext::of(id, FIELDS), fields)?),
        expires_at: Set(services.clock.now() + VALID),
        searches: Set(kind == Kind::Search),
    };
    let tx = services.database.begin().await?;
    Entity::delete_many().filter(Column::ExpiresAt.lt(services.clock.now())).exec(&tx).await?;
    let before: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::Searches.eq(kind == Kind::Search))
        .order_by_desc(Column::ExpiresAt)
        .offset(AT_A_TIME - 1)
        // Without a limit there is no offset in SQLite.
        .limit(SWEPT)
        .into_tuple()
        .all(&tx)
        .await?;
    Entity::delete_many().filter(Column::Id.is_in(before)).exec(&tx).await?;
    Entity::insert(row).exec_without_returning(&tx).await?;
    tx.commit().await?;
    Ok(Some(id))
}

/// What was kept under `id` for this person.
pub async fn find(services: &Services, person: PersonId, id: Uuid) -> Result<Option<Vec<u8>>> {
    let row = Entity::find_by_id(id)
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::ExpiresAt.gt(services.clock.now()))
        .one(services.database.read())
        .await?;
    let Some(row) = row else { return Ok(None) };
    let key = services.installation_key().await?;
    Ok(Some(key.open(SealContext::of(id, FIELDS), &row.fields)?.to_vec()))
}

#[cfg(test)]
mod tests {
    use contract::{ApiError, desk::RejectedForm};

    #[test]
    fn a_form_that_an_older_version_keeps_is_still_read() {
        let old = r#"{"error":"ProofNeeded","fields":[["active","4"]]}"#;
        let form: RejectedForm = serde_json::from_str(old).unwrap();
        assert_eq!((form.error, form.fields.len()), (Some(ApiError::ReauthenticationNeeded), 1));
    }
}
