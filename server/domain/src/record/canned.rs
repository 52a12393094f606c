//! Canned responses (W6): main users keep those of the organisation, and each counselor their own beside them. They are
//! texts of staff, and sealed all the same: a counselor's own with their key, so that they go with them.

use super::comparable::comparable;
use crate::ground::{
    actor::{Counselor, MainUser, Role},
    audit::{self, Action, Actor, Entry},
    data_keys,
    error::Result,
    once,
    services::Services,
    vault::{DataKey, Owner, SealContext, Sealed, SealedRow},
};
use contract::{
    ApiError, CannedResponseId, FieldCode, OrganisationId, PersonId,
    canned::{CannedResponseView, CannedTitle, NewCannedResponse, RESPONSES},
    names::Names,
    person::Language,
};
use sea_orm::{Condition, DatabaseTransaction, IntoActiveModel, QuerySelect, entity::prelude::*};

// The names of an earlier table and column: they are part of what is sealed.
const TITLE: &str = "canned_answer.title";
const TEXT_FI: &str = "canned_answer.body";
const TEXT_SV: &str = "canned_response.text_sv";
const TEXT_EN: &str = "canned_response.text_en";

/// The table `canned_response`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "canned_response")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub organisation_id: Uuid,
    /// Whose own it is; nobody's where it is the organisation's.
    pub person_id: Option<Uuid>,
    #[sea_orm(column_type = "Blob")]
    pub title: Sealed,
    #[sea_orm(column_type = "Blob", nullable)]
    pub text_fi: Option<Sealed>,
    #[sea_orm(column_type = "Blob", nullable)]
    pub text_sv: Option<Sealed>,
    #[sea_orm(column_type = "Blob", nullable)]
    pub text_en: Option<Sealed>,
    pub version: i32,
    pub changed_at: DateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl SealedRow for Model {
    fn values(&self) -> Vec<(SealContext, &Sealed)> {
        let texts = Language::ALL.into_iter().filter_map(|language| {
            let (field, text) = self.text(language);
            text.map(|text| (self.context(field), text))
        });
        std::iter::once((self.context(TITLE), &self.title)).chain(texts).collect()
    }
}

impl Model {
    fn context(&self, field: &'static str) -> SealContext {
        SealContext { object: self.id, version: self.version, field }
    }

    fn text(&self, language: Language) -> (&'static str, Option<&Sealed>) {
        match language {
            Language::Fi => (TEXT_FI, self.text_fi.as_ref()),
            Language::Sv => (TEXT_SV, self.text_sv.as_ref()),
            Language::En => (TEXT_EN, self.text_en.as_ref()),
        }
    }

    fn title(&self, key: &DataKey) -> CannedTitle {
        CannedTitle {
            id: CannedResponseId(self.id),
            title: key.show(self.context(TITLE), &self.title),
            languages: Language::ALL.into_iter().filter(|one| self.text(*one).1.is_some()).collect(),
            is_own: self.person_id.is_some(),
        }
    }

    fn view(&self, key: &DataKey) -> CannedResponseView {
        CannedResponseView {
            id: CannedResponseId(self.id),
            title: key.show(self.context(TITLE), &self.title),
            text: Names::each(|language| {
                let (field, text) = self.text(language);
                text.map(|text| key.show(self.context(field), text)).unwrap_or_default()
            }),
            is_own: self.person_id.is_some(),
        }
    }
}

/// Who keeps responses: a main user those of the organisation, a counselor their own.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Keeper {
    /// The organisation's.
    Organisation(MainUser),
    /// Their own.
    Counselor(Counselor),
}

impl Keeper {
    fn organisation(self) -> OrganisationId {
        match self {
            Self::Organisation(main_user) => main_user.organisation,
            Self::Counselor(counselor) => counselor.organisation,
        }
    }

    fn actor(self) -> Actor {
        match self {
            Self::Organisation(main_user) => main_user.actor(),
            Self::Counselor(counselor) => counselor.actor(),
        }
    }

    fn person(self) -> Option<PersonId> {
        match self {
            Self::Organisation(_) => None,
            Self::Counselor(counselor) => Some(counselor.person),
        }
    }

    fn owner(self) -> Owner {
        self.person().map_or_else(Owner::installation, Owner::person)
    }

    fn theirs(self) -> Condition {
        let kept = match self.person() {
            Some(person) => Column::PersonId.eq(person.0),
            None => Column::PersonId.is_null(),
        };
        Condition::all().add(Column::OrganisationId.eq(self.organisation().0)).add(kept)
    }
}

/// A counselor's own responses and those of their organisation.
fn open_to(counselor: Counselor) -> Condition {
    let own = Column::PersonId.eq(counselor.person.0);
    let either = Condition::any().add(own).add(Column::PersonId.is_null());
    Condition::all().add(Column::OrganisationId.eq(counselor.organisation.0)).add(either)
}

/// What a counselor chooses from: their own responses, then their organisation's, each by title.
pub(crate) async fn choice(services: &Services, counselor: Counselor) -> Result<Vec<CannedResponseView>> {
    opened(services, counselor, Model::view, |view| &view.title).await
}

/// The same without their texts, which may be long and many.
pub(crate) async fn titles(services: &Services, counselor: Counselor) -> Result<Vec<CannedTitle>> {
    opened(services, counselor, Model::title, |one| &one.title).await
}

/// What is open to a counselor: their own, then their organisation's, each by title.
async fn opened<T>(
    services: &Services,
    counselor: Counselor,
    open: impl Fn(&Model, &DataKey) -> T,
    title: impl Fn(&T) -> &String,
) -> Result<Vec<T>> {
    let db = services.database.read();
    let rows = Entity::find().filter(open_to(counselor)).all(db).await?;
    let (own, common): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.person_id.is_some());
    let mut own: Vec<T> = if own.is_empty() {
        vec![]
    } else {
        let key = data_keys::load(db, &services.keyring, Owner::person(counselor.person)).await?;
        own.iter().map(|row| open(row, &key)).collect()
    };
    let key = services.installation_key().await?;
    let mut common: Vec<T> = common.iter().map(|row| open(row, &key)).collect();
    for part in [&mut own, &mut common] {
        part.sort_by_key(|one| comparable(title(one)));
    }
    own.append(&mut common);
    Ok(own)
}

/// One that is open to a counselor.
///
/// # Errors
/// [`ApiError::NotFound`] for one that somebody else keeps.
pub(crate) async fn one(
    services: &Services,
    counselor: Counselor,
    id: CannedResponseId,
) -> Result<CannedResponseView> {
    let db = services.database.read();
    let row = Entity::find_by_id(id.0).filter(open_to(counselor)).one(db).await?.ok_or(ApiError::NotFound)?;
    let owner = row.person_id.map_or_else(Owner::installation, |person| Owner::person(PersonId(person)));
    Ok(row.view(&data_keys::load(db, &services.keyring, owner).await?))
}

/// The responses of an organisation, by title.
pub(crate) async fn of_organisation(
    services: &Services,
    main_user: MainUser,
) -> Result<Vec<CannedResponseView>> {
    let rows = Entity::find().filter(Keeper::Organisation(main_user).theirs());
    let rows = rows.all(services.database.read()).await?;
    let key = services.installation_key().await?;
    let mut views = rows.iter().map(|row| row.view(&key)).collect::<Vec<_>>();
    views.sort_by_key(|view| comparable(&view.title));
    Ok(views)
}

/// Keeps a response: a new one, or new texts of an old one.
///
/// # Errors
/// [`ApiError::NotFound`] for one that somebody else keeps; [`ApiError::Invalid`] when there are too many, or another has
/// the title.
pub(crate) async fn save(services: &Services, keeper: Keeper, new: NewCannedResponse) -> Result<()> {
    let checked = new.check()?;
    let tx = once::begin(services).await?;
    let known = match new.id {
        Some(id) => Some(find(&tx, keeper, id).await?.ok_or(ApiError::NotFound)?),
        None => None,
    };
    let key = data_keys::load(&tx, &services.keyring, keeper.owner()).await?;
    let titles = Entity::find().select_only().columns([Column::Id, Column::Version, Column::Title]);
    let mut others: Vec<(Uuid, i32, Sealed)> = titles.filter(keeper.theirs()).into_tuple().all(&tx).await?;
    others.retain(|(id, ..)| known.as_ref().is_none_or(|known| known.id != *id));
    if known.is_none() && others.len() >= usize::try_from(RESPONSES).unwrap_or(usize::MAX) {
        return Err(ApiError::field("title", FieldCode::TooManyResponses(RESPONSES)).into());
    }
    let title = comparable(&checked.title);
    let is_taken = |(object, version, sealed): &(Uuid, i32, Sealed)| {
        let other = key.show(SealContext { object: *object, version: *version, field: TITLE }, sealed);
        comparable(&other) == title
    };
    if others.iter().any(is_taken) {
        return Err(ApiError::field("title", FieldCode::TitleTaken).into());
    }
    let version = known.as_ref().map_or(1, |row| row.version + 1);
    let id = known.as_ref().map_or_else(|| services.randomness.uuid(), |row| row.id);
    let seal = |field, text: &str| key.seal_text(SealContext { object: id, version, field }, text);
    let text = |field, language| {
        Some(checked.text.of(language)).filter(|text| !text.is_empty()).map(|text| seal(field, text))
    };
    let row = Model {
        id,
        organisation_id: keeper.organisation().0,
        person_id: keeper.person().map(|person| person.0),
        title: seal(TITLE, &checked.title)?,
        text_fi: text(TEXT_FI, Language::Fi).transpose()?,
        text_sv: text(TEXT_SV, Language::Sv).transpose()?,
        text_en: text(TEXT_EN, Language::En).transpose()?,
        version,
        changed_at: services.clock.now(),
    };
    let columns = row.into_active_model().reset_all();
    if known.is_none() {
        Entity::insert(columns).exec_without_returning(&tx).await?;
    } else {
        Entity::update_many().set(columns).filter(Column::Id.eq(id)).exec(&tx).await?;
    }
    audited(services, &tx, keeper, id).await?;
    Ok(tx.commit().await?)
}

/// Removes a response.
///
/// # Errors
/// [`ApiError::NotFound`] for one that somebody else keeps.
pub(crate) async fn remove(services: &Services, keeper: Keeper, id: CannedResponseId) -> Result<()> {
    let tx = once::begin(services).await?;
    let row = find(&tx, keeper, id).await?.ok_or(ApiError::NotFound)?;
    Entity::delete_by_id(row.id).exec(&tx).await?;
    audited(services, &tx, keeper, row.id).await?;
    Ok(tx.commit().await?)
}

/// A person is forgotten, and their own responses with them.
pub(crate) async fn forget(tx: &impl ConnectionTrait, person: PersonId) -> Result<()> {
    Entity::delete_many().filter(Column::PersonId.eq(person.0)).exec(tx).await?;
    Ok(())
}

async fn find(tx: &DatabaseTransaction, keeper: Keeper, id: CannedResponseId) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id.0).filter(keeper.theirs()).one(tx).await?)
}

async fn audited(services: &Services, tx: &DatabaseTransaction, keeper: Keeper, id: Uuid) -> Result<()> {
    let entry = Entry::new(keeper.actor(), Action::CannedResponsesChanged);
    audit::record(tx, services.clock.now(), entry.within(keeper.organisation()).on(id)).await
}
