//! The language that somebody chose (U1).

use super::{Column, Entity, load};
use crate::ground::{error::Result, services::Services};
use contract::{PersonId, person::Language};
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

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
    Ok(load(services.database.read(), id).await?.language())
}

/// The languages that some people chose, of those who ever did (U1).
pub(crate) async fn languages(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Language>> {
    let rows = Entity::find().filter(Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.iter().filter_map(|row| Some((row.id, row.language()?))).collect())
}
