//! Sign-in attempts under way. One is taken by one `DELETE`, so the answer to it is used once at most.

use crate::ground::{
    error::{Error, Result},
    random::token_hash,
    services::Services,
    vault::{SealContext, Sealed},
};
use chrono::{DateTime, TimeDelta, Utc};
use contract::PersonId;
use sea_orm::{ActiveValue::Set, entity::prelude::*};
use serde::{Deserialize, Serialize};

/// How long somebody may take at the provider.
const VALID: TimeDelta = TimeDelta::minutes(30);

const SECRETS: &str = "sign_in_attempt.secrets";

/// The table `sign_in_attempt`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in_attempt")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    #[sea_orm(column_type = "Blob", unique)]
    state_hash: Vec<u8>,
    provider: String,
    #[sea_orm(column_type = "Blob")]
    secrets: Sealed,
    expires_at: DateTimeUtc,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What has to be remembered until the provider answers.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// Binds the ID token to this attempt.
    pub nonce: String,
    /// The PKCE verifier, where the provider knows it.
    pub verifier: Option<String>,
    /// Binds the answer to the browser that asked: also in its cookie.
    pub browser: String,
    /// Where to go afterwards: a path of our own (U4).
    pub return_to: String,
    /// Who is signed in already and authenticates again. The other name is of those that an older
    /// version began: without it, another person's answer would be taken.
    #[serde(alias = "proving")]
    pub reauthenticating: Option<PersonId>,
    /// When it began.
    pub begun_at: DateTime<Utc>,
}

/// Remembers an attempt under its `state`.
pub async fn begin(services: &Services, provider: &str, state: &str, attempt: &Attempt) -> Result<()> {
    let id = services.randomness.uuid();
    let key = services.installation_key().await?;
    let secrets = serde_json::to_vec(attempt).map_err(|_| Error::Inconsistent("unwritable attempt"))?;
    let row = ActiveModel {
        id: Set(id),
        state_hash: Set(token_hash(state)),
        provider: Set(provider.to_owned()),
        secrets: Set(key.seal(SealContext::of(id, SECRETS), &secrets)?),
        expires_at: Set(services.clock.now() + VALID),
    };
    let tx = services.database.begin().await?;
    Entity::delete_many().filter(Column::ExpiresAt.lt(services.clock.now())).exec(&tx).await?;
    Entity::insert(row).exec_without_returning(&tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes the attempt that this browser began with `state` at `provider`: nobody can take it again.
/// Whoever has the state alone takes nothing.
pub async fn take(
    services: &Services,
    provider: &str,
    state: &str,
    browser: &str,
) -> Result<Option<Attempt>> {
    let begun = Entity::find()
        .filter(Column::StateHash.eq(token_hash(state)))
        .filter(Column::Provider.eq(provider))
        .filter(Column::ExpiresAt.gt(services.clock.now()))
        .one(services.database.read())
        .await?;
    let Some(row) = begun else { return Ok(None) };
    let key = services.installation_key().await?;
    let secrets = key.open(SealContext::of(row.id, SECRETS), &row.secrets)?;
    let attempt: Attempt =
        serde_json::from_slice(&secrets).map_err(|_| Error::Inconsistent("unreadable attempt"))?;
    // Compared by their digests, so that how long it takes tells nothing.
    if token_hash(&attempt.browser) != token_hash(browser) {
        return Ok(None);
    }
    let tx = services.database.begin().await?;
    let taken = Entity::delete_by_id(row.id).exec(&tx).await?;
    tx.commit().await?;
    Ok((taken.rows_affected == 1).then_some(attempt))
}

#[cfg(test)]
mod tests {
    use super::Attempt;

    #[test]
    fn an_attempt_that_an_older_version_began_still_says_who_authenticates_again() {
        let old = r#"{"nonce":"n","verifier":null,"browser":"b","return_to":"/",
            "proving":"00000000-0000-0000-0000-000000000001","begun_at":"2026-01-30T10:00:00Z"}"#;
        let attempt: Attempt = serde_json::from_str(old).unwrap();
        assert!(attempt.reauthenticating.is_some());
    }
}
