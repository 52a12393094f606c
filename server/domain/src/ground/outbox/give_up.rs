//! Giving up mail that could not be sent for 30 days: not in silence. The audit log says so, and main
//! users see it.

use super::{CONTENT, Column, Entity, Model, Says, stored};
use crate::ground::{
    audit::{self, Action, Actor, Entry},
    data_keys,
    error::Result,
    services::Services,
    vault::{OwnerKind, SealContext},
};
use chrono::{DateTime, TimeDelta, Utc};
use contract::{OrganisationId, administration::GivenUpMail};
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

/// For how long it is tried.
const TRIED: TimeDelta = TimeDelta::days(30);

/// Emails read in one go.
const BATCH: u64 = 100;

/// The words in the audit log.
const WORDS: [(GivenUpMail, &str); 4] = [
    (GivenUpMail::Receipt, "receipt"),
    (GivenUpMail::Invitation, "invitation"),
    (GivenUpMail::StaffInvitation, "staff_invitation"),
    (GivenUpMail::Other, "other"),
];

/// What a word in the audit log says.
pub(crate) fn of_word(word: Option<&str>) -> GivenUpMail {
    WORDS.iter().find(|(_, known)| Some(*known) == word).map_or(GivenUpMail::Other, |(mail, _)| *mail)
}

/// Gives up what was tried for too long. What was never tried waits on: there was nobody to try it.
pub(crate) async fn give_up(services: &Services) -> Result<u64> {
    let now = services.clock.now();
    let mut count = 0;
    loop {
        let rows = Entity::find()
            .filter(Column::SentAt.is_null())
            .filter(Column::Attempts.gt(0))
            .filter(Column::CreatedAt.lt(now - TRIED))
            .order_by_asc(Column::CreatedAt)
            .limit(BATCH)
            .all(services.database.read())
            .await?;
        if rows.is_empty() {
            return Ok(count);
        }
        for row in rows {
            count += u64::from(give_up_one(services, row, now).await?);
        }
    }
}

async fn give_up_one(services: &Services, row: Model, now: DateTime<Utc>) -> Result<bool> {
    let mail = kind(services, &row).await;
    let tx = services.database.begin().await?;
    let removed = Entity::delete_many()
        .filter(Column::Id.eq(row.id))
        .filter(Column::SentAt.is_null())
        .exec(&tx)
        .await?;
    if removed.rows_affected == 1 {
        let word = WORDS.iter().find(|(known, _)| *known == mail).map(|(_, word)| *word);
        let entry = Entry::new(Actor::Time, Action::MailGivenUp)
            .within(OrganisationId(row.organisation_id))
            .on((row.owner_kind == OwnerKind::Workspace).then_some(row.owner_id))
            .because(word);
        audit::record(&tx, now, entry).await?;
        tracing::error!(email = %row.id, attempts = row.attempts, word, "a mail was given up after 30 days");
    }
    tx.commit().await?;
    Ok(removed.rows_affected == 1)
}

/// What it was about, as far as it opens.
async fn kind(services: &Services, row: &Model) -> GivenUpMail {
    let opened = async {
        let key = data_keys::load(services.database.read(), &services.keyring, row.owner()).await?;
        let content = key.open(SealContext::of(row.id, CONTENT), &row.content)?;
        Ok::<_, crate::Error>(stored::read(&content)?.says)
    };
    match opened.await {
        Ok(Says::Receipt { .. }) => GivenUpMail::Receipt,
        Ok(Says::Invitation { .. }) => GivenUpMail::Invitation,
        Ok(Says::StaffInvited { .. }) => GivenUpMail::StaffInvitation,
        _ => GivenUpMail::Other,
    }
}
