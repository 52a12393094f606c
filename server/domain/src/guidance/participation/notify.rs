//! Notifying the professional of what becomes of their part, at their address at work.

use crate::{
    ground::{
        error::Result,
        outbox::{Mail, Says},
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
    let (organisation, reader) = (access.content.organisation.id, PersonId(row.person_id));
    let write = |language| Mail { language, about, says };
    person::write_to_staff_if_readable(services, tx, organisation, reader, write).await?;
    Ok(())
}
