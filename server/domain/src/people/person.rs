//! People: customers known by their identity code, staff by their organisation's account.

pub(crate) mod absence;
pub(crate) mod code_try;
pub(crate) mod contact;
pub(crate) mod email_change;
mod grant;
mod idle;
mod language;
mod notified;
mod reseal;
pub(crate) mod role;
pub(crate) mod staff;
mod staff_email;
pub(crate) mod staff_invitation;
pub(crate) mod undertaking;
mod upsert;

pub use contract::staff::{Roles, StaffRole};
pub use grant::grant;
pub(crate) use grant::sync_claim_roles;
pub(crate) use idle::advance_clock;
pub use idle::withdraw_idle;
pub use language::language;
pub(crate) use language::{languages, speak};
use notified::set_email_frequency;
pub(crate) use notified::{held, returned, set_notified};
pub(crate) use role::{all_with, guiding, roles, used};
pub(crate) use staff_email::{mark_refused, staff_address, write_to_staff, write_to_staff_if_readable};
pub use staff_invitation::invite_first;
pub use undertaking::undertake;
pub use upsert::{CustomerIdentity, StaffIdentity, upsert_customer, upsert_staff};

use crate::{
    ground::{
        data_keys,
        error::{Error, Result},
        services::Services,
        vault::{Keyring, Owner, SealContext, Sealed, SealedRow, show},
    },
    people::organisation,
};
use contract::{
    OrganisationId, PersonId,
    identity_code::IdentityCode,
    person::{Language, Me, Side},
};
use sea_orm::{QuerySelect, QueryTrait, entity::prelude::*};
use std::collections::HashMap;

pub(crate) const NAME: &str = "person.name";
const IDENTITY_CODE: &str = "person.identity_code";
pub(crate) const EMAIL: &str = "person.email";
const PHONE: &str = "person.phone";
const POSTAL_ADDRESS: &str = "person.postal_address";

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
    #[sea_orm(column_type = "Blob", nullable)]
    pub email: Option<Sealed>,
    /// By which staff are found when somebody knows their address.
    #[sea_orm(column_type = "Blob", nullable)]
    pub email_index: Option<Vec<u8>>,
    #[sea_orm(column_type = "Blob", nullable)]
    pub phone: Option<Sealed>,
    #[sea_orm(column_type = "Blob", nullable)]
    pub postal_address: Option<Sealed>,
    pub language: Option<String>,
    pub version: i32,
    pub created_at: DateTimeUtc,
    /// Since when nothing needs them.
    pub unused_since: Option<DateTimeUtc>,
    /// When a mail notified them of something, if they have not come since (N1).
    pub notified_at: Option<DateTimeUtc>,
    /// How they wish to be notified, if they ever said (N2).
    pub email_frequency: Option<String>,
    /// Since when the address of staff refuses mail for good (N4); of a customer's the workspaces know.
    pub email_refused_at: Option<DateTimeUtc>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl SealedRow for Model {
    fn values(&self) -> Vec<(SealContext, &Sealed)> {
        let mut values = vec![(self.context(NAME), &self.name)];
        values.extend(self.identity_code.iter().map(|code| (self.context(IDENTITY_CODE), code)));
        values.extend(self.email.iter().map(|email| (self.context(EMAIL), email)));
        values.extend(self.phone.iter().map(|phone| (self.context(PHONE), phone)));
        values.extend(self.postal_address.iter().map(|address| (self.context(POSTAL_ADDRESS), address)));
        values
    }
}

impl Model {
    /// Where one of its fields is sealed.
    pub(crate) fn context(&self, field: &'static str) -> SealContext {
        SealContext { object: self.id, version: self.version, field }
    }

    /// Whether they are known by an identity code; staff are by their organisation's account.
    pub(crate) fn is_customer(&self) -> bool {
        self.identity_index.is_some()
    }

    /// The language they chose, if they ever did (U1).
    pub fn language(&self) -> Option<Language> {
        self.language.as_deref().and_then(Language::from_code)
    }
}

/// The blind index of an identity code.
pub(crate) fn identity_index(keyring: &Keyring, code: &IdentityCode) -> Vec<u8> {
    keyring.index("identity code", code.reveal())
}

/// The blind index of an address at work. Its capitals do not matter.
pub(crate) fn email_index(keyring: &Keyring, email: &str) -> Vec<u8> {
    keyring.index("email", &email.to_lowercase())
}

/// A person that must exist.
pub(crate) async fn load(db: &impl ConnectionTrait, id: PersonId) -> Result<Model> {
    Entity::find_by_id(id.0).one(db).await?.ok_or(Error::Inconsistent("person missing"))
}

/// The member of staff whom a provider calls so.
pub(crate) async fn find_staff(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    issuer: &str,
    subject: &str,
) -> Result<Option<PersonId>> {
    let index = keyring.index("subject", subject);
    let same = Entity::find().filter(Column::Issuer.eq(issuer)).filter(Column::SubjectIndex.eq(index));
    Ok(same.one(db).await?.map(|row| PersonId(row.id)))
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
    let keys = data_keys::load_many(db, keyring, &owners).await?;
    let rows = Entity::find().filter(Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, show(keys.get(&row.id), row.context(NAME), &row.name))).collect())
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
    let Some(sealed) = &row.identity_code else { return Ok(None) };
    let key = data_keys::load(db, keyring, Owner::person(id)).await?;
    // One that does not open is in the log.
    Ok(IdentityCode::parse(&key.show(row.context(IDENTITY_CODE), sealed)))
}

/// The counselor with this address, and for whom they act. `None` where nobody has it, or several:
/// then those of `own` alone count.
pub(crate) async fn counselor_at(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    email: &str,
    own: OrganisationId,
) -> Result<Option<(PersonId, OrganisationId)>> {
    let people = Entity::find().filter(Column::EmailIndex.eq(email_index(keyring, email))).all(db).await?;
    let roles = role::Entity::find()
        .filter(role::Column::PersonId.is_in(people.iter().map(|person| person.id)))
        .filter(role::Column::Role.eq(StaffRole::Counselor.code()))
        .all(db)
        .await?;
    let all: Vec<_> =
        roles.iter().map(|row| (PersonId(row.person_id), OrganisationId(row.organisation_id))).collect();
    let colleagues: Vec<_> = all.iter().filter(|(_, organisation)| *organisation == own).collect();
    Ok(match (colleagues.as_slice(), all.as_slice()) {
        ([one], _) => Some(**one),
        ([], [one]) => Some(*one),
        _ => None,
    })
}

/// The counselors of an organisation whose address is known, by name.
pub(crate) async fn counselors_with_addresses(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    organisation: OrganisationId,
) -> Result<Vec<(PersonId, String, String)>> {
    let mut all = vec![];
    for (id, name) in counselors(db, keyring, organisation).await? {
        if let Some((email, _)) = staff_address(db, keyring, id).await? {
            all.push((id, name, email));
        }
    }
    Ok(all)
}

/// A customer, as they are.
pub(crate) async fn me_as_customer(services: &Services, id: PersonId) -> Result<Me> {
    let name = name(services.database.read(), &services.keyring, id).await?;
    Ok(Me { name, side: Side::Customer, organisation: None, roles: Roles::empty() })
}

/// A member of staff, with the organisation on whose behalf they act, and their roles there (P4).
pub(crate) async fn me_as_staff(
    services: &Services,
    id: PersonId,
    organisation: OrganisationId,
) -> Result<Me> {
    let db = services.database.read();
    let roles = roles(db, id, organisation).await?;
    Ok(Me {
        name: name(db, &services.keyring, id).await?,
        side: Side::Counselor,
        organisation: Some(organisation::load(db, organisation).await?.name),
        roles,
    })
}

/// The other organisations in which somebody has a role, by their short names, with their names; and
/// the issuer who knows them.
pub async fn other_organisations(
    services: &Services,
    person: PersonId,
    here: OrganisationId,
    language: Language,
) -> Result<(Option<String>, HashMap<String, String>)> {
    let db = services.database.read();
    let theirs = role::Entity::find()
        .select_only()
        .column(role::Column::OrganisationId)
        .filter(role::Column::PersonId.eq(person.0))
        .filter(role::Column::OrganisationId.ne(here.0))
        .into_query();
    let others =
        organisation::Entity::find().filter(organisation::Column::Id.in_subquery(theirs)).all(db).await?;
    if others.is_empty() {
        return Ok((None, HashMap::new()));
    }
    let name = |row: organisation::Model| {
        let name = row.names().read_in(language).to_owned();
        (row.slug, name)
    };
    let names = others.into_iter().map(name).collect();
    Ok((load(db, person).await?.issuer, names))
}

/// The counselors of an organisation, by name.
pub(crate) async fn counselors(
    db: &impl ConnectionTrait,
    keyring: &Keyring,
    organisation: OrganisationId,
) -> Result<Vec<(PersonId, String)>> {
    let ids = all_with(db, organisation, StaffRole::Counselor).await?;
    let names = names(db, keyring, ids.iter().map(|id| id.0)).await?;
    let mut counselors: Vec<_> = names.into_iter().map(|(id, name)| (PersonId(id), name)).collect();
    counselors.sort_by(|a, b| a.1.cmp(&b.1).then(a.0.0.cmp(&b.0.0)));
    Ok(counselors)
}
