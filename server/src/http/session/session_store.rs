//! The store of HTTP sessions: ids are hashed, and saving only updates, so that a request in
//! flight never brings back a session that was signed out. The one place where the session
//! layer's kind of time meets ours.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
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
pub struct Store(pub Arc<Services>);

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

fn instant(at: OffsetDateTime) -> DateTime<Utc> {
    DateTime::from_timestamp(at.unix_timestamp(), 0).unwrap_or_default()
}

#[async_trait]
impl SessionStore for Store {
    async fn create(&self, record: &mut Record) -> Result<()> {
        loop {
            let (text, expires_at) = (data(record)?, instant(record.expiry_date));
            if http::insert(&self.0, hash(&record.id), text, expires_at).await.map_err(backend)? {
                return Ok(());
            }
            record.id = Id::default();
        }
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let (text, expires_at) = (data(record)?, instant(record.expiry_date));
        if http::update(&self.0, hash(&record.id), text, expires_at).await.map_err(backend)? {
            Ok(())
        } else {
            Err(Error::Backend("the session is gone".into()))
        }
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let Some((text, expires_at)) = http::find(&self.0, hash(id)).await.map_err(backend)? else {
            return Ok(None);
        };
        let data: HashMap<String, serde_json::Value> =
            serde_json::from_str(&text).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date = OffsetDateTime::from_unix_timestamp(expires_at.timestamp()).map_err(backend)?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        http::delete(&self.0, hash(id)).await.map_err(backend)
    }
}
