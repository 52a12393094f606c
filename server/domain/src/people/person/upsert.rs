//! Somebody arrives from a sign-in: the person they are is found, or made.

use super::{
    ActiveModel, Column, EMAIL, Entity, IDENTITY_CODE, Model, NAME, email_index, held, identity_index, reseal,
};
use crate::ground::{
    data_keys,
    error::{Error, Result},
    outbox,
    services::Services,
    vault::{DataKey, Owner, SealContext},
};
use contract::{PersonId, identity_code::IdentityCode};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, entity::prelude::*};

/// What a customer provider says of a person (P1).
#[derive(Clone, Debug)]
pub struct CustomerIdentity {
    /// The identity code: the only thing by which customers are known.
    pub code: IdentityCode,
    /// The name.
    pub name: String,
}

/// What an organisation's provider says of a person (P2).
#[derive(Clone, Debug)]
pub struct StaffIdentity {
    /// The provider.
    pub issuer: String,
    /// Its name for the person.
    pub subject: String,
    /// The name.
    pub name: String,
    /// Where their daily digest goes, if the provider tells.
    pub email: Option<String>,
}

/// The customer of this identity, made if new, with the name as it is today.
pub async fn upsert_customer(
    services: &Services,
    tx: &DatabaseTransaction,
    identity: &CustomerIdentity,
) -> Result<PersonId> {
    let index = identity_index(&services.keyring, &identity.code);
    let known = Entity::find().filter(Column::IdentityIndex.eq(index.clone())).one(tx).await?;
    if let Some(person) = known {
        let known = Claimed { name: &identity.name, code: Some(&identity.code), email: None };
        return refresh(services, tx, person, known).await;
    }
    let (id, key) = new_key(services, tx).await?;
    let person = ActiveModel {
        identity_code: Set(Some(
            key.seal_text(SealContext::of(id.0, IDENTITY_CODE), identity.code.reveal())?,
        )),
        identity_index: Set(Some(index)),
        email: Set(None),
        email_index: Set(None),
        issuer: Set(None),
        subject_index: Set(None),
        ..blank(services, id, &key, &identity.name)?
    };
    Entity::insert(person).exec_without_returning(tx).await?;
    Ok(id)
}

/// The member of staff of this identity, made if new, with the name as it is today.
pub async fn upsert_staff(
    services: &Services,
    tx: &DatabaseTransaction,
    identity: &StaffIdentity,
) -> Result<PersonId> {
    let index = services.keyring.index("subject", &identity.subject);
    let known = Entity::find()
        .filter(Column::Issuer.eq(&identity.issuer))
        .filter(Column::SubjectIndex.eq(index.clone()))
        .one(tx)
        .await?;
    if let Some(person) = known {
        let known = Claimed { name: &identity.name, code: None, email: identity.email.as_deref() };
        return refresh(services, tx, person, known).await;
    }
    let (id, key) = new_key(services, tx).await?;
    let person = ActiveModel {
        email: Set(identity
            .email
            .as_deref()
            .map(|email| key.seal_text(SealContext::of(id.0, EMAIL), email))
            .transpose()?),
        email_index: Set(identity.email.as_deref().map(|email| email_index(&services.keyring, email))),
        identity_code: Set(None),
        identity_index: Set(None),
        issuer: Set(Some(identity.issuer.clone())),
        subject_index: Set(Some(index)),
        ..blank(services, id, &key, &identity.name)?
    };
    Entity::insert(person).exec_without_returning(tx).await?;
    Ok(id)
}

async fn new_key(services: &Services, tx: &DatabaseTransaction) -> Result<(PersonId, DataKey)> {
    let id = PersonId(services.randomness.uuid());
    let key = data_keys::create(tx, &services.keyring, Owner::person(id)).await?;
    Ok((id, key))
}

fn blank(services: &Services, id: PersonId, key: &DataKey, name: &str) -> Result<ActiveModel> {
    Ok(ActiveModel {
        id: Set(id.0),
        name: Set(key.seal_text(SealContext::of(id.0, NAME), name)?),
        language: Set(None),
        version: Set(1),
        created_at: Set(services.clock.now()),
        unused_since: Set(None),
        ..Default::default()
    })
}

/// What a provider told of somebody who is known.
struct Claimed<'a> {
    name: &'a str,
    code: Option<&'a IdentityCode>,
    email: Option<&'a str>,
}

/// Names and addresses change; a change is a new version of the row, sealed anew as a whole. What of it
/// does not open any more is no hindrance: the provider has just told it.
async fn refresh(
    services: &Services,
    tx: &DatabaseTransaction,
    row: Model,
    Claimed { name, code, email }: Claimed<'_>,
) -> Result<PersonId> {
    let id = PersonId(row.id);
    let row = held(tx, id).await?.ok_or(Error::Inconsistent("person missing"))?;
    let key = data_keys::load(tx, &services.keyring, Owner::person(id)).await?;
    // An address that the provider does not vouch for any more is none; a customer's is their own.
    let index = email.map(|email| email_index(&services.keyring, email));
    let same_email = row.is_customer() || index == row.email_index;
    let same_name = key.open_text(row.context(NAME), &row.name).is_ok_and(|known| known == name);
    if same_name && same_email {
        return Ok(id);
    }
    let changed = reseal::change(tx, &services.keyring, &row, |details| {
        details.name = Some(name.to_owned());
        if let Some(code) = code {
            details.identity_code = Some(code.reveal().to_owned());
        }
        if !row.is_customer() {
            details.email = email.map(str::to_owned);
        }
    });
    match changed.await {
        // Something else of theirs is damaged: that is in the log, and no reason to let nobody in.
        Err(error @ Error::Seal(_)) => {
            tracing::error!(person = %id, %error, "not refreshed");
        }
        Err(error) => return Err(error),
        Ok(()) if !same_email => {
            // What refused mail was another address.
            let mark =
                Entity::update_many().col_expr(Column::EmailRefusedAt, Expr::value(None::<DateTimeUtc>));
            mark.filter(Column::Id.eq(id.0)).exec(tx).await?;
            let before = row.email.as_ref().and_then(|sealed| key.open_text(row.context(EMAIL), sealed).ok());
            if let (Some(before), Some(email)) = (before, email) {
                let now = services.clock.now();
                outbox::redirect(tx, now, (Owner::person(id), &key), (&before, email)).await?;
            }
        }
        Ok(()) => {}
    }
    Ok(id)
}
