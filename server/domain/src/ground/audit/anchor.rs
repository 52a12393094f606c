//! Anchors: where the chain ended at some moment, kept outside the database (A5). They find what the
//! chain alone cannot: a tail that was cut, and a database that is older than it should be.

use super::chain::head;
use crate::ground::{
    error::{Error, Result},
    services::Services,
};
use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// Where the chain ended, and when that was noted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The number of the last line.
    pub seq: i64,
    /// Its hash, in hexadecimal digits.
    pub hash: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Where the chain ends now.
pub async fn anchor(services: &Services) -> Result<Anchor> {
    let head = head::Entity::find_by_id(1).one(services.database.read()).await?;
    let head = head.ok_or(Error::Inconsistent("the audit log has no head"))?;
    Ok(Anchor { seq: head.seq, hash: hex::encode(head.hash), at: services.clock.now() })
}
