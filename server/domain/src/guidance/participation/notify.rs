//! Notifying the professional of what becomes of their part, at their address at work.

use crate::{
    ground::{
        error::Result,
        outbox::{self, Mail, Says},
        services::Services,
    },
    guidance::{consent::Model, workspace::WorkspaceAccess},
    people::person,
};
use contract::{PersonId, WorkspaceId};
use sea_orm::DatabaseTransaction;

/// Puts a mail to the professional of `row` into the outbox; none where they have no address. `about` is
/// where it leads, if it leads anywhere.
pub(super) async fn notify(
    services: &Services,
    tx: &DatabaseTransaction,
    access: &WorkspaceAccess,
    row: &Model,
    (about, says): (Option<WorkspaceId>, Says),
) -> Result<()> {
    let address = person::staff_address(tx, &services.keyring, PersonId(row.person_id)).await?;
    let Some((address, language)) = address else { return Ok(()) };
    let content = &access.content;
    let mail = Mail { language, about, says };
    let sealed_by = (content.owner, &content.key);
    outbox::put(services, tx, sealed_by, content.organisation.id, &address, &mail).await?;
    Ok(())
}
