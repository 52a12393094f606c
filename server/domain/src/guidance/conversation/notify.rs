//! Notifying the others of a message (N1).

use crate::{
    ground::{error::Result, services::Services},
    guidance::{
        consent::{self, StateColumn},
        substitute_notice,
        workspace::WorkspaceAccess,
    },
    people::person::absence,
    record::notification::{self, EventColumn},
};
use contract::{ConversationId, PersonId};
use sea_orm::{DatabaseTransaction, entity::prelude::*};
use std::collections::HashSet;

/// Notifies all who take part, but its author.
pub(super) async fn notify(
    services: &Services,
    tx: &DatabaseTransaction,
    access: &WorkspaceAccess,
    conversation: ConversationId,
    position: i64,
) -> Result<()> {
    let customer = access.row.customer_id.filter(|_| access.has_joined());
    let seconds = consent::open_on(access.id(), access.timeline.today)
        .filter(consent::Column::State.eq(StateColumn::Joined))
        .all(tx)
        .await?;
    let author = access.content.participant.person().0;
    let readers = customer.into_iter().chain([access.row.counselor_id]);
    let readers = readers.chain(seconds.into_iter().map(|second| second.person_id));
    let readers = readers.chain(substitute(tx, access).await?);
    let what = (EventColumn::Message, Some((conversation, position)));
    // Somebody may take part twice over: with a consent, and as a substitute.
    let readers: HashSet<Uuid> = readers.filter(|reader| *reader != author).collect();
    for reader in readers {
        notification::raise(services, tx, access.content.owner, PersonId(reader), what).await?;
    }
    Ok(())
}

/// Who stands in for the counselor now, and may read it (P12).
async fn substitute(tx: &DatabaseTransaction, access: &WorkspaceAccess) -> Result<Option<Uuid>> {
    let (organisation, today) = (access.content.organisation.id, access.timeline.today);
    let absence = absence::announced(tx, organisation, access.row.counselor_id, today).await?;
    let substitute = absence.map(|absence| (PersonId(absence.substitute_id), absence));
    let Some((substitute, _)) = substitute.filter(|(id, absence)| absence.opens_to(*id, today)) else {
        return Ok(None);
    };
    let notice = substitute_notice::of(tx, access.id(), substitute).await?;
    let is_open = notice.is_some_and(|notice| notice.opens_on(today));
    Ok((is_open && access.has_joined()).then_some(substitute.0))
}
