//! People: customers known by their identity code, staff by their organisation's account.

mod arrive;
mod grant;

pub use arrive::{CustomerIdentity, StaffIdentity, arrive_customer, arrive_staff};
pub use grant::grant_counselor;

use crate::{
    error::{Error, Result},
    organisation,
    services::Services,
    vault::{Keyring, Owner, Place, Sealed, store},
    workspace::Participant,
};
use contract::{
    OrganisationId, PersonId,
    identity_code::IdentityCode,
    person::{Language, Me},
};
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

const NAME: &str = "person.name";
const IDENTITY_CODE: &str = "person.identity_code";

/// The table `person`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(column_type = "Blob")]
    pub name: Sealed,
    #[sea_orm(column_type = "Blob", nullable)]
    pub identity_code: Option<Sealed>,
    #[sea_orm(column_type = "Blob", nullable, unique)]
    pub identity_index: Option<Vec<u8>>,
    pub issuer: Option<String>,
    #[sea_orm(column_type = "Blob", nullable)]
    pub subject_index: Option<Vec<u8>>,
    pub language: Option<String>,
    pub version: i32,
    pub created_at: DateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The blind index of an identity code.
pub(crate) fn identity_index(keyring: &Keyring, code: &IdentityCode) -> Vec<u8> {
    keyring.index("identity code", code.reveal())
}

/// A person that must exist.
pub(crate) async fn load(db: &impl ConnectionTrait, id: PersonId) -> Result<Model> {
    Entity::find_by_id(id.0).one(db).await?.ok_or(Error::Inconsistent("person missing"))
}

/// The names of people, by id.
pub(crate) async fn names(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, String>> {
    let mut ids: Vec<Uuid> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    let owners: Vec<Owner> = ids.iter().map(|id| Owner::person(PersonId(*id))).collect();
    let keys = store::load_many(db, keyring, &owners).await?;
    let rows = Entity::find().filter(Column::Id.is_in(ids)).all(db).await?;
    rows.into_iter()
        .map(|row| {
            let key = keys.get(&row.id).ok_or(Error::Inconsistent("data key missing"))?;
            let place = Place { object: row.id, version: row.version, field: NAME };
            Ok((row.id, key.open_text(place, &row.name)?))
        })
        .collect()
}

/// The name of one person.
pub(crate) async fn name(db: &impl ConnectionTrait, keyring: &Keyring, id: PersonId) -> Result<String> {
    names(db, keyring, [id.0]).await?.remove(&id.0).ok_or(Error::Inconsistent("person missing"))
}

/// The identity code of a customer.
pub(crate) async fn identity_code(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    id: PersonId,
) -> Result<Option<IdentityCode>> {
    let row = load(db, id).await?;
    let Some(sealed) = row.identity_code else { return Ok(None) };
    let key = store::load(db, keyring, Owner::person(id)).await?;
    let place = Place { object: row.id, version: row.version, field: IDENTITY_CODE };
    Ok(IdentityCode::parse(&key.open_text(place, &sealed)?))
}

/// Remembers the language a person chose (U1).
pub(crate) async fn speak(services: &Services, id: PersonId, language: Language) -> Result<()> {
    let tx = services.database.begin().await?;
    Entity::update_many()
        .col_expr(Column::Language, Expr::value(language.code()))
        .filter(Column::Id.eq(id.0))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// The language a person chose, if they ever did (U1).
pub async fn language(services: &Services, id: PersonId) -> Result<Option<Language>> {
    let row = load(services.database.read(), id).await?;
    Ok(row.language.as_deref().and_then(Language::from_code))
}

/// Who somebody is, and on whose behalf they act (P4).
pub(crate) async fn me(services: &Services, participant: Participant) -> Result<Me> {
    let db = services.database.read();
    let name = name(db, &services.keyring, participant.person()).await?;
    let organisation = match participant {
        Participant::Customer(_) => None,
        Participant::Counselor { organisation, .. } => Some(organisation::load(db, organisation).await?.name),
    };
    Ok(Me { name, side: participant.side(), organisation })
}

/// Roles of staff in their organisations.
pub(crate) mod role {
    use sea_orm::entity::prelude::*;

    /// The role that runs workspaces.
    pub const COUNSELOR: &str = "counselor";

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "role_grant")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub organisation_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub role: String,
        pub granted_at: DateTimeUtc,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Whether the person is a counselor of the organisation at this moment.
pub(crate) async fn is_counselor(
    db: &impl ConnectionTrait,
    person: PersonId,
    organisation: OrganisationId,
) -> Result<bool> {
    let key = (person.0, organisation.0, role::COUNSELOR.to_owned());
    Ok(role::Entity::find_by_id(key).one(db).await?.is_some())
}
