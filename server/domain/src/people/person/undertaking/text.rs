//! What staff undertake: the text that comes with the service, or the organisation's own, each in versions (U7, P9).

use crate::{
    ground::{
        actor::{MainUser, Role, authentication::RecentAuthentication},
        audit::{self, Action, Entry},
        error::Result,
        once,
        services::Services,
    },
    people::organisation,
};
use contract::{
    ApiError, OrganisationId,
    names::Names,
    undertaking::VERSION,
    wording::{NewUndertaking, UndertakingView},
};
use sea_orm::{ActiveValue::Set, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*, sea_query::Func};

/// The table `undertaking_text`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "undertaking_text")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    organisation_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    version: i32,
    text_fi: String,
    text_sv: String,
    text_en: String,
    set_at: DateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The version of the text of now, as a part of a query.
pub(super) fn of_now(organisation: OrganisationId) -> Expr {
    let own = Entity::find()
        .select_only()
        .expr(Column::Version.max())
        .filter(Column::OrganisationId.eq(organisation.0))
        .into_query();
    let own = Expr::SubQuery(None, Box::new(own.into()));
    Func::coalesce([own, Expr::value(VERSION.cast_signed())]).into()
}

/// The text of now.
pub(crate) async fn view(db: &impl ConnectionTrait, organisation: OrganisationId) -> Result<UndertakingView> {
    let newest = Entity::find()
        .filter(Column::OrganisationId.eq(organisation.0))
        .order_by_desc(Column::Version)
        .one(db)
        .await?;
    Ok(match newest {
        None => UndertakingView { version: VERSION, text: None },
        Some(row) => UndertakingView {
            version: row.version.cast_unsigned(),
            text: Some(Names { fi: row.text_fi, sv: row.text_sv, en: row.text_en }),
        },
    })
}

/// Puts another text in force: everybody gives it before they do anything else. Of the same text nothing becomes.
///
/// # Errors
/// [`ApiError::Invalid`] with all mistakes; [`ApiError::Conflict`] where another text came into force meanwhile.
pub(crate) async fn set(
    services: &Services,
    main_user: MainUser,
    new: &NewUndertaking,
    _: RecentAuthentication,
) -> Result<()> {
    let text = new.check()?;
    let now = services.clock.now();
    let tx = once::begin(services).await?;
    organisation::lock(&tx, main_user.organisation).await?;
    let before = view(&tx, main_user.organisation).await?;
    if before.text.as_ref() == Some(&text) {
        return Ok(());
    }
    if before.version != new.follows {
        return Err(ApiError::Conflict.into());
    }
    let row = ActiveModel {
        organisation_id: Set(main_user.organisation.0),
        // Never the version of a text that was given before, be it the one that comes with the service.
        version: Set(before.version.max(VERSION).cast_signed() + 1),
        text_fi: Set(text.fi),
        text_sv: Set(text.sv),
        text_en: Set(text.en),
        set_at: Set(now),
    };
    Entity::insert(row).exec_without_returning(&tx).await?;
    let entry = Entry::new(main_user.actor(), Action::UndertakingChanged)
        .within(main_user.organisation)
        .on(main_user.organisation.0);
    audit::record(&tx, now, entry).await?;
    Ok(tx.commit().await?)
}
