//! Notifying customers on the day itself what time did with their workspaces (L9).

use super::Changed;
use crate::{
    ground::{
        data_keys,
        error::Result,
        outbox::{self, Mail, Says},
        services::Services,
        vault::Owner,
    },
    guidance::workspace::{Column, Entity, InvitationStatusColumn, Model},
    people::{organisation::Organisation, person},
};
use sea_orm::{DatabaseTransaction, entity::prelude::*};

/// What time did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Its active time ended.
    Lapsed,
    /// It went to the archive.
    Archived,
}

impl Step {
    fn says(self, row: &Model) -> Says {
        match self {
            Self::Lapsed => Says::Lapsed {
                inactive_through: row.inactive_through,
                archived_through: row.archived_through,
            },
            Self::Archived => Says::ArchivedByTime { archived_through: row.archived_through },
        }
    }
}

/// Puts a mail into the outbox for each customer of some workspaces that went on. An address that cannot be
/// read any more is in the log; the step is taken all the same.
pub(super) async fn announce(
    services: &Services,
    tx: &DatabaseTransaction,
    organisation: &Organisation,
    changed: &[Changed],
    step: Step,
) -> Result<()> {
    let rows = Entity::find()
        .filter(Column::Id.is_in(changed.iter().map(|row| row.id.0)))
        .filter(Column::InvitationStatus.eq(InvitationStatusColumn::Taken))
        // Whatever is over by now, as after a long outage, is told of by its receipt.
        .filter(Column::ArchivedThrough.gte(organisation.today(services.clock.now())))
        .all(tx)
        .await?;
    let owners: Vec<Owner> = rows.iter().map(|row| Owner::workspace(row.organisation(), row.id())).collect();
    let keys = data_keys::load_many(tx, &services.keyring, &owners).await?;
    let languages = person::languages(tx, rows.iter().filter_map(|row| row.customer_id)).await?;
    for (row, owner) in rows.iter().zip(owners) {
        let Some(key) = keys.get(&row.id) else { continue };
        let Some(address) = row.address_if_readable(key) else { continue };
        let chosen = row.customer_id.and_then(|customer| languages.get(&customer).copied());
        let mail = Mail {
            language: chosen.unwrap_or_else(|| row.language()),
            about: Some(row.id()),
            says: step.says(row),
        };
        outbox::put(services, tx, (owner, key), organisation.id, &address, &mail).await?;
    }
    Ok(())
}
