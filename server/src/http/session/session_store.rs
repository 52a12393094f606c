//! The store of HTTP sessions: ids are hashed, and saving only updates, so that a request in
//! flight never brings back a session that was signed out. The one place where the session
//! layer's kind of time meets ours.

use async_trait::async_trait;
use chrono::TimeDelta;
use domain::{Services, people::session::http};
use sha2::{Digest, Sha256};
use std::{collections::HashMap, fmt, sync::Arc};
use time::OffsetDateTime;
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};

/// Sessions in the database.
#[derive(Clone)]
pub struct Store {
    /// The rules' instruments.
    pub services: Arc<Services>,
    /// For how long a row can be of use: as long as the longest sign-in, by our clock. The session layer would
    /// set an end of its own, by the machine's.
    pub longest: TimeDelta,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Store")
    }
}

fn hash(id: &Id) -> Vec<u8> {
    Sha256::digest(id.0.to_be_bytes()).to_vec()
}

fn backend(error: impl fmt::Display) -> Error {
    Error::Backend(error.to_string())
}

fn data(record: &Record) -> Result<String> {
    serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))
}

#[async_trait]
impl SessionStore for Store {
    async fn create(&self, record: &mut Record) -> Result<()> {
        loop {
            let (text, expires_at) = (data(record)?, self.services.clock.now() + self.longest);
            if http::insert(&self.services, hash(&record.id), text, expires_at).await.map_err(backend)? {
                return Ok(());
            }
            record.id = Id::default();
        }
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let (text, expires_at) = (data(record)?, self.services.clock.now() + self.longest);
        if http::update(&self.services, hash(&record.id), text, expires_at).await.map_err(backend)? {
            Ok(())
        } else {
            Err(Error::Backend("the session is gone".into()))
        }
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let Some((text, expires_at)) = http::find(&self.services, hash(id)).await.map_err(backend)? else {
            return Ok(None);
        };
        let data: HashMap<String, serde_json::Value> =
            serde_json::from_str(&text).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date = OffsetDateTime::from_unix_timestamp(expires_at.timestamp()).map_err(backend)?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        http::delete(&self.services, hash(id)).await.map_err(backend)
    }
}
