//! What an organisation calls itself in each language, and how its mails are signed (U7).

use super::{ActiveModel, Column, Entity, Model};
use crate::ground::{
    actor::{MainUser, Role, authentication::RecentAuthentication},
    audit::{self, Action, Entry},
    error::{Error, Result},
    once,
    services::Services,
};
use contract::{OrganisationId, names::Names, person::Language, wording::Wording};
use sea_orm::{ActiveValue::Set, entity::prelude::*};

impl Model {
    /// What it is called.
    pub(crate) fn names(&self) -> Names {
        names([Some(&self.name), self.name_sv.as_ref(), self.name_en.as_ref()])
    }

    fn wording(&self) -> Wording {
        Wording {
            name: self.names(),
            sender: names([&self.sender_fi, &self.sender_sv, &self.sender_en].map(Option::as_ref)),
            signature: names(
                [&self.signature_fi, &self.signature_sv, &self.signature_en].map(Option::as_ref),
            ),
        }
    }
}

fn names([fi, sv, en]: [Option<&String>; 3]) -> Names {
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    Names { fi: text(fi), sv: text(sv), en: text(en) }
}

/// How a mail of an organisation is headed and signed in a language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letterhead {
    /// What it is called.
    pub organisation: String,
    /// Who the mail comes from.
    pub sender: Option<String>,
    /// What stands at its end.
    pub signature: Option<String>,
}

/// The letterhead of an organisation. A sender or a signature that is missing in this language is missing: another
/// one would be in the wrong language.
pub async fn letterhead(
    services: &Services,
    organisation: OrganisationId,
    language: Language,
) -> Result<Letterhead> {
    let Wording { name, sender, signature } = of(services.database.read(), organisation).await?;
    let own = |text: &Names| Some(text.of(language).to_owned()).filter(|text| !text.is_empty());
    Ok(Letterhead {
        organisation: name.read_in(language).to_owned(),
        sender: own(&sender),
        signature: own(&signature),
    })
}

/// The words of an organisation.
pub(crate) async fn of(db: &impl ConnectionTrait, organisation: OrganisationId) -> Result<Wording> {
    let row = Entity::find_by_id(organisation.0).one(db).await?;
    Ok(row.ok_or(Error::Inconsistent("organisation missing"))?.wording())
}

/// Changes them. What every mail says, and who seems to write it, nobody changes who comes by at an open page.
///
/// # Errors
/// [`contract::ApiError::Invalid`] with all mistakes.
pub(crate) async fn set(
    services: &Services,
    main_user: MainUser,
    new: &Wording,
    _: RecentAuthentication,
) -> Result<()> {
    let Wording { name, sender, signature } = new.check()?;
    let tx = once::begin(services).await?;
    let some = |text: String| Set(Some(text).filter(|text| !text.is_empty()));
    let columns = ActiveModel {
        name: Set(name.fi),
        name_sv: some(name.sv),
        name_en: some(name.en),
        sender_fi: some(sender.fi),
        sender_sv: some(sender.sv),
        sender_en: some(sender.en),
        signature_fi: some(signature.fi),
        signature_sv: some(signature.sv),
        signature_en: some(signature.en),
        ..Default::default()
    };
    Entity::update_many().set(columns).filter(Column::Id.eq(main_user.organisation.0)).exec(&tx).await?;
    let entry = Entry::new(main_user.actor(), Action::WordingChanged)
        .within(main_user.organisation)
        .on(main_user.organisation.0);
    audit::record(&tx, services.clock.now(), entry).await?;
    Ok(tx.commit().await?)
}
