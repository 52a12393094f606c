//! Canned responses of an organisation (W6): main users keep them, counselors put them into messages.
//! They are the organisation's own texts, and sealed all the same.

use crate::ground::{
    actor::{MainUser, Role},
    audit::{self, Action, Entry},
    data_keys,
    error::Result,
    once,
    services::Services,
    vault::{DataKey, Owner, SealContext, Sealed, SealedRow},
};
use contract::{
    ApiError, CannedResponseId, FieldCode, OrganisationId,
    canned::{ANSWERS, CannedResponseView, NewCannedResponse},
};
use sea_orm::{DatabaseTransaction, IntoActiveModel, entity::prelude::*};

// The name of an earlier table: it is part of what is sealed.
const TITLE: &str = "canned_answer.title";
const BODY: &str = "canned_answer.body";

/// The table `canned_response`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "canned_response")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub organisation_id: Uuid,
    #[sea_orm(column_type = "Blob")]
    pub title: Sealed,
    #[sea_orm(column_type = "Blob")]
    pub body: Sealed,
    pub version: i32,
    pub changed_at: DateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl SealedRow for Model {
    fn values(&self) -> Vec<(SealContext, &Sealed)> {
        let context = |field| SealContext { object: self.id, version: self.version, field };
        vec![(context(TITLE), &self.title), (context(BODY), &self.body)]
    }
}

impl Model {
    fn view(&self, key: &DataKey) -> CannedResponseView {
        let context = |field| SealContext { object: self.id, version: self.version, field };
        CannedResponseView {
            id: CannedResponseId(self.id),
            title: key.show(context(TITLE), &self.title),
            text: key.show(context(BODY), &self.body),
        }
    }
}

/// The answers of an organisation, by title.
pub(crate) async fn all(
    services: &Services,
    organisation: OrganisationId,
) -> Result<Vec<CannedResponseView>> {
    let rows = Entity::find().filter(Column::OrganisationId.eq(organisation.0));
    let rows = rows.all(services.database.read()).await?;
    let key = services.installation_key().await?;
    let mut views = rows.iter().map(|row| row.view(&key)).collect::<Vec<_>>();
    views.sort_by_key(|view| view.title.to_lowercase());
    Ok(views)
}

/// Keeps an answer: a new one, or a new text of an old one.
///
/// # Errors
/// [`ApiError::NotFound`] for one of another organisation; [`ApiError::Invalid`] when there are
/// too many.
pub(crate) async fn save(services: &Services, main_user: MainUser, new: NewCannedResponse) -> Result<()> {
    let checked = new.check()?;
    let tx = once::begin(services).await?;
    let known = match new.id {
        Some(id) => Some(find(&tx, main_user.organisation, id).await?.ok_or(ApiError::NotFound)?),
        None => None,
    };
    let count = Entity::find().filter(Column::OrganisationId.eq(main_user.organisation.0)).count(&tx).await?;
    if known.is_none() && count >= ANSWERS as u64 {
        let most = u32::try_from(ANSWERS).unwrap_or(u32::MAX);
        return Err(ApiError::field("title", FieldCode::TooManyResponses(most)).into());
    }
    let key = data_keys::load(&tx, &services.keyring, Owner::installation()).await?;
    let version = known.as_ref().map_or(1, |row| row.version + 1);
    let id = known.as_ref().map_or_else(|| services.randomness.uuid(), |row| row.id);
    let context = |field| SealContext { object: id, version, field };
    let row = Model {
        id,
        organisation_id: main_user.organisation.0,
        title: key.seal_text(context(TITLE), &checked.title)?,
        body: key.seal_text(context(BODY), &checked.text)?,
        version,
        changed_at: services.clock.now(),
    };
    let columns = row.into_active_model().reset_all();
    if known.is_none() {
        Entity::insert(columns).exec_without_returning(&tx).await?;
    } else {
        Entity::update_many().set(columns).filter(Column::Id.eq(id)).exec(&tx).await?;
    }
    audited(services, &tx, main_user, id).await?;
    Ok(tx.commit().await?)
}

/// Removes an answer.
///
/// # Errors
/// [`ApiError::NotFound`] for one of another organisation.
pub(crate) async fn remove(services: &Services, main_user: MainUser, id: CannedResponseId) -> Result<()> {
    let tx = once::begin(services).await?;
    let row = find(&tx, main_user.organisation, id).await?.ok_or(ApiError::NotFound)?;
    Entity::delete_by_id(row.id).exec(&tx).await?;
    audited(services, &tx, main_user, row.id).await?;
    Ok(tx.commit().await?)
}

async fn find(
    tx: &DatabaseTransaction,
    organisation: OrganisationId,
    id: CannedResponseId,
) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.0).filter(Column::OrganisationId.eq(organisation.0)).one(tx).await?)
}

async fn audited(services: &Services, tx: &DatabaseTransaction, main_user: MainUser, id: Uuid) -> Result<()> {
    let entry =
        Entry::new(main_user.actor(), Action::CannedResponsesChanged).within(main_user.organisation).on(id);
    audit::record(tx, services.clock.now(), entry).await
}
