//! Notifying the others of a message (N1).

use crate::{
    ground::{error::Result, services::Services},
    guidance::{
        consent::{self, StateColumn},
        workspace::WorkspaceAccess,
    },
    record::notification::{self, EventColumn},
};
use contract::{ConversationId, PersonId};
use sea_orm::{DatabaseTransaction, entity::prelude::*};

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
    let what = (EventColumn::Message, Some((conversation, position)));
    for reader in readers.filter(|reader| *reader != author) {
        notification::raise(services, tx, access.content.owner, PersonId(reader), what).await?;
    }
    Ok(())
}
