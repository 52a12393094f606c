//! Handing emails over: each by one process, once, and again later where it did not succeed.

use super::{CONTENT, Column, Entity, Model, QueuedEmail, RECIPIENT, stored};
use crate::ground::{data_keys, error::Result, job::quarantine, services::Services, vault::SealContext};
use chrono::{DateTime, TimeDelta, Utc};
use contract::OrganisationId;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

/// The longest pause between two attempts.
const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(6);

/// Under which name emails that do not open are in quarantine.
const JOB: &str = "mail";

/// The emails that are due, oldest first, at most `limit`. One that does not open is quarantined.
pub async fn due(services: &Services, limit: u64) -> Result<Vec<QueuedEmail>> {
    let now = services.clock.now();
    let rows = Entity::find()
        .filter(Column::SentAt.is_null())
        .filter(Column::DueAt.lte(now))
        .filter(quarantine::not(JOB, Column::Id, now))
        .order_by_asc(Column::DueAt)
        .limit(limit)
        .all(services.database.read())
        .await?;
    let mut emails = Vec::with_capacity(rows.len());
    for row in rows {
        match open(services, &row).await {
            Ok(email) => emails.push(email),
            Err(error) => {
                quarantine::put(services, JOB, Some(row.organisation_id), row.id, &error).await?;
            }
        }
    }
    Ok(emails)
}

/// The newest emails, sent or not: for the mail page of a demonstration.
pub async fn newest(services: &Services, limit: u64) -> Result<Vec<QueuedEmail>> {
    let rows =
        Entity::find().order_by_desc(Column::CreatedAt).limit(limit).all(services.database.read()).await?;
    let mut emails = Vec::with_capacity(rows.len());
    for row in rows {
        emails.push(open(services, &row).await?);
    }
    Ok(emails)
}

async fn open(services: &Services, row: &Model) -> Result<QueuedEmail> {
    let key = data_keys::load(services.database.read(), &services.keyring, row.owner()).await?;
    let content = key.open(SealContext::of(row.id, CONTENT), &row.content)?;
    Ok(QueuedEmail {
        id: row.id,
        organisation: OrganisationId(row.organisation_id),
        recipient: key.open_text(SealContext::of(row.id, RECIPIENT), &row.recipient)?,
        mail: stored::read(&content)?,
        created_at: row.created_at,
    })
}

/// Notes that an email was handed over.
pub(crate) async fn sent(tx: &impl ConnectionTrait, id: Uuid, at: DateTime<Utc>) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::SentAt, Expr::value(Some(at)))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Takes an email to hand it over, as it is by now: of two who try, one gets it. If it is not noted as sent, it is
/// due again after a pause that doubles each time.
pub async fn claim(services: &Services, id: Uuid) -> Result<Option<QueuedEmail>> {
    let now = services.clock.now();
    let tx = services.database.begin().await?;
    let Some(row) = Entity::find_by_id(id).lock_exclusive().one(&tx).await? else { return Ok(None) };
    // One that does not open is quarantined where those are looked for that are due.
    let Ok(email) = open(services, &row).await else { return Ok(None) };
    let pause = TimeDelta::minutes(1 << row.attempts.clamp(0, 10)).min(LONGEST_PAUSE);
    let claimed = Entity::update_many()
        .col_expr(Column::Attempts, Expr::value(row.attempts + 1))
        .col_expr(Column::DueAt, Expr::value(now + pause))
        .filter(Column::Id.eq(id))
        .filter(Column::Attempts.eq(row.attempts))
        .filter(Column::SentAt.is_null())
        .filter(Column::DueAt.lte(now))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok((claimed.rows_affected == 1).then_some(email))
}
