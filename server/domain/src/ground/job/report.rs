//! How the jobs are: for main users, for metrics, and for whoever runs a command.

use super::{Entity, Model};
use crate::ground::{error::Result, services::Services};
use chrono::{DateTime, Utc};
use sea_orm::{QueryOrder, entity::prelude::*};

/// How a job is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Its name.
    pub name: String,
    /// When it last succeeded.
    pub succeeded_at: Option<DateTime<Utc>>,
    /// How often it failed since.
    pub failures: i32,
    /// Since when it is held, because the clock had jumped.
    pub held_since: Option<DateTime<Utc>>,
}

impl From<Model> for Report {
    fn from(row: Model) -> Self {
        Self {
            name: row.name,
            succeeded_at: row.succeeded_at,
            failures: row.failures,
            held_since: row.held_since,
        }
    }
}

/// All jobs that ever ran, by name.
pub async fn all(services: &Services) -> Result<Vec<Report>> {
    let rows = Entity::find().order_by_asc(super::Column::Name).all(services.database.read()).await?;
    Ok(rows.into_iter().map(Report::from).collect())
}
