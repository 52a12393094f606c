//! The code of an invitation, typed by hand (P11): so that nobody finds one by trying, whoever tries is strongly
//! identified, and does so a few times an hour.

use super::{CODE, Column, Entity, Model, open};
use crate::{
    ground::{
        actor::Customer,
        audit::{self, Action, Actor, Entry},
        error::{Error, Result},
        once,
        random::token_hash,
        services::Services,
        vault::{DataKey, SealContext},
    },
    people::person::{self, code_try},
};
use contract::{ApiError, FieldCode, invitation_code::InvitationCode};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, entity::prelude::*};

/// How often somebody tries codes in [`code_try::WINDOW`].
const TRIES: i32 = 5;

/// A fresh code.
pub(super) fn draw(services: &Services) -> InvitationCode {
    loop {
        // Of 32 bytes about two are not fair to every letter; 16 have to be.
        if let Some(code) = InvitationCode::of_random(services.randomness.bytes()) {
            return code;
        }
    }
}

/// The code of an invitation, to be printed; nothing where it has none.
pub(super) fn of(row: &Model, key: &DataKey) -> Result<Option<InvitationCode>> {
    let Some(sealed) = &row.code else { return Ok(None) };
    let code = key.open_text(SealContext::of(row.id, CODE), sealed)?;
    Ok(InvitationCode::parse(&code).ok())
}

/// Gives an invitation a code that had none.
pub(super) async fn give(
    services: &Services,
    tx: &DatabaseTransaction,
    id: Uuid,
    key: &DataKey,
) -> Result<InvitationCode> {
    let code = draw(services);
    Entity::update_many()
        .col_expr(Column::Code, Expr::value(key.seal_text(SealContext::of(id, CODE), code.as_str())?))
        .col_expr(Column::CodeHash, Expr::value(token_hash(code.as_str())))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(code)
}

/// The invitation of a code that somebody typed. A try that opens nothing is kept, whatever becomes of the form.
///
/// # Errors
/// [`ApiError::Invalid`] where it is no code, or opens nothing; [`ApiError::TooOften`] after [`TRIES`] of those;
/// [`ApiError::Repeated`] where the form was taken before.
pub(super) async fn find(services: &Services, Customer(customer): Customer, typed: &str) -> Result<Model> {
    let code = InvitationCode::parse(typed).map_err(|code| ApiError::field("code", code))?;
    let now = services.clock.now();
    let tx = services.database.begin().await?;
    // Of two who try at once, one waits.
    person::held(&tx, customer).await?.ok_or(Error::Inconsistent("person missing"))?;
    let before = code_try::Entity::find_by_id(customer.0)
        .one(&tx)
        .await?
        .filter(|row| row.since + code_try::WINDOW > now);
    if let Some(before) = before.as_ref().filter(|before| before.count >= TRIES) {
        let rest = (before.since + code_try::WINDOW - now).num_seconds();
        return Err(ApiError::TooOften(u32::try_from(rest).unwrap_or(u32::MAX)).into());
    }
    if let Some(found) = open(now).filter(Column::CodeHash.eq(token_hash(code.as_str()))).one(&tx).await? {
        return Ok(found);
    }
    // Pressed twice, the second time finds it used by the first.
    if once::is_spent(&tx).await? {
        return Err(ApiError::Repeated.into());
    }
    code_try::forget(&tx, customer).await?;
    let (since, count) = before.map_or((now, 1), |before| (before.since, before.count + 1));
    let row = code_try::ActiveModel { person_id: Set(customer.0), since: Set(since), count: Set(count) };
    code_try::Entity::insert(row).exec_without_returning(&tx).await?;
    let entry = Entry::new(Actor::Customer(customer), Action::CodeRefused).of(customer);
    audit::record(&tx, now, entry).await?;
    tx.commit().await?;
    Err(ApiError::field("code", FieldCode::UnknownCode).into())
}
