//! Staff who signed out at their provider are signed out here (OpenID Connect Back-Channel Logout).

use super::{
    row::{Column, Entity, end},
    sign_in::sid_index,
};
use crate::{
    ground::{error::Result, random::token_hash, services::Services},
    people::person,
};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, entity::prelude::*};

/// Tokens that were seen.
pub(crate) mod seen_token {
    use sea_orm::entity::prelude::*;

    /// The table `seen_token`.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "seen_token")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false, column_type = "Blob")]
        pub token_hash: Vec<u8>,
        pub expires_at: DateTimeUtc,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Which sign-ins are meant.
#[derive(Clone, Debug)]
pub enum WhoseSignIns {
    /// The one that the provider calls so.
    Sid(String),
    /// All of the person whom the provider calls so.
    Subject(String),
}

/// What a provider says, after its token was verified.
#[derive(Clone, Debug)]
pub struct SignedOutThere {
    /// The keys in the configuration of the sections that it speaks for: the same client at the same
    /// issuer.
    pub providers: Vec<String>,
    /// Its issuer.
    pub issuer: String,
    /// The token's own name: it counts once.
    pub jti: String,
    /// Until when the token would be believed.
    pub expires_at: DateTime<Utc>,
    /// Which sign-ins ended.
    pub whose: WhoseSignIns,
}

/// Ends those sign-ins. `false` when the token was used before.
pub async fn signed_out_there(services: &Services, ended: &SignedOutThere) -> Result<bool> {
    let now = services.clock.now();
    let tx = services.database.begin().await?;
    seen_token::Entity::delete_many().filter(seen_token::Column::ExpiresAt.lt(now)).exec(&tx).await?;
    let hash = token_hash(&format!("{} {}", ended.issuer, ended.jti));
    if seen_token::Entity::find_by_id(hash.clone()).one(&tx).await?.is_some() {
        return Ok(false);
    }
    let seen = seen_token::ActiveModel { token_hash: Set(hash), expires_at: Set(ended.expires_at) };
    seen_token::Entity::insert(seen).exec_without_returning(&tx).await?;
    let lasting = Entity::find()
        .filter(Column::EndedAt.is_null())
        .filter(Column::Provider.is_in(ended.providers.iter()));
    let meant = match &ended.whose {
        WhoseSignIns::Sid(sid) => {
            let indexes = ended.providers.iter().map(|provider| sid_index(services, provider, sid));
            lasting.filter(Column::SidIndex.is_in(indexes))
        }
        WhoseSignIns::Subject(subject) => {
            let person = person::find_staff(&tx, &services.keyring, &ended.issuer, subject).await?;
            lasting.filter(Column::PersonId.eq(person.map(|person| person.0)))
        }
    };
    for row in meant.all(&tx).await? {
        end(&tx, now, row, Some("at_provider")).await?;
    }
    tx.commit().await?;
    Ok(true)
}
