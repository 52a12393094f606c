//! What every use case works with.

use crate::ground::{
    clock::Clock,
    clock::zones::Zones,
    data_keys,
    database::Database,
    error::Result,
    event::Events,
    random::Randomness,
    storage::Files,
    storage::slots::Slots,
    vault::{DataKey, Keyring, Owner},
};
use std::sync::Arc;

/// The instruments of the domain, handed in once when the program starts.
pub struct Services {
    /// The database.
    pub database: Database,
    /// The keys.
    pub keyring: Keyring,
    /// The files.
    pub files: Files,
    /// How many packages are made at once.
    pub packages: Slots,
    /// What just happened, for those who are looking.
    pub events: Events,
    /// The time zones of the organisations.
    pub zones: Zones,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Ids and tokens.
    pub randomness: Arc<dyn Randomness>,
}

impl std::fmt::Debug for Services {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Services(…)")
    }
}

impl Services {
    /// Makes the installation's own data key if it is not there yet.
    pub async fn prepare(&self) -> Result<()> {
        let transaction = self.database.begin().await?;
        if data_keys::find(&transaction, &self.keyring, Owner::installation()).await?.is_none() {
            data_keys::create(&transaction, &self.keyring, Owner::installation()).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// The installation's own data key.
    pub(crate) async fn installation_key(&self) -> Result<DataKey> {
        data_keys::load(self.database.read(), &self.keyring, Owner::installation()).await
    }
}
