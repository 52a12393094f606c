//! Everything sealed of a person, opened and sealed anew as a whole: a change is a new version of the row.

use super::{ActiveModel, EMAIL, Entity, IDENTITY_CODE, Model, NAME, PHONE, POSTAL_ADDRESS, email_index};
use crate::ground::{
    data_keys,
    error::Result,
    vault::{DataKey, Keyring, Owner, SealContext, Sealed},
};
use contract::PersonId;
use sea_orm::{ActiveValue::Set, DatabaseTransaction, entity::prelude::*};

/// What is sealed of a person. What does not open any more is nothing here, and in the log.
pub(super) struct Details {
    pub name: Option<String>,
    pub identity_code: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub postal_address: Option<String>,
}

impl Details {
    /// Opens it.
    pub fn of(row: &Model, key: &DataKey) -> Self {
        let open = |field, sealed: Option<&Sealed>| {
            sealed.and_then(|sealed| key.open_text(row.context(field), sealed).ok())
        };
        Self {
            name: open(NAME, Some(&row.name)),
            identity_code: open(IDENTITY_CODE, row.identity_code.as_ref()),
            email: open(EMAIL, row.email.as_ref()),
            phone: open(PHONE, row.phone.as_ref()),
            postal_address: open(POSTAL_ADDRESS, row.postal_address.as_ref()),
        }
    }
}

/// Changes something sealed of a person whose row is held.
///
/// # Errors
/// An error of the vault where something that stays as it is does not open: sealing it anew would lose it for good.
pub(super) async fn change(
    tx: &DatabaseTransaction,
    keyring: &Keyring,
    row: &Model,
    change: impl FnOnce(&mut Details),
) -> Result<()> {
    let key = data_keys::load(tx, keyring, Owner::person(PersonId(row.id))).await?;
    let mut details = Details::of(row, &key);
    change(&mut details);
    for (field, sealed, opened) in [
        (NAME, Some(&row.name), details.name.is_some()),
        (IDENTITY_CODE, row.identity_code.as_ref(), details.identity_code.is_some()),
        (PHONE, row.phone.as_ref(), details.phone.is_some()),
        (POSTAL_ADDRESS, row.postal_address.as_ref(), details.postal_address.is_some()),
    ] {
        if let Some(sealed) = sealed.filter(|_| !opened) {
            // What was emptied by the change opens.
            key.open_text(row.context(field), sealed)?;
        }
    }
    let version = row.version + 1;
    let seal = |field, text: String| key.seal_text(SealContext { object: row.id, version, field }, &text);
    let seal_some = |field, text: Option<String>| text.map(|text| seal(field, text)).transpose();
    // Only staff are found by their address.
    let is_staff = row.identity_index.is_none();
    let index = details.email.as_deref().filter(|_| is_staff).map(|email| email_index(keyring, email));
    let changed = ActiveModel {
        id: Set(row.id),
        name: Set(seal(NAME, details.name.unwrap_or_default())?),
        identity_code: Set(seal_some(IDENTITY_CODE, details.identity_code)?),
        email: Set(seal_some(EMAIL, details.email)?),
        email_index: Set(index),
        phone: Set(seal_some(PHONE, details.phone)?),
        postal_address: Set(seal_some(POSTAL_ADDRESS, details.postal_address)?),
        version: Set(version),
        ..Default::default()
    };
    Entity::update(changed).exec(tx).await?;
    Ok(())
}
