//! That somebody was shown messages in another way than by reading their conversation: by a search,
//! in a package, or as a supervisor. They are not taken back any more (W1).

use crate::{
    ground::{error::Result, services::Services},
    guidance::workspace::{self, WorkspaceAccess},
    record::{
        messages,
        thread::{Column, Entity, message},
    },
};
use sea_orm::{Condition, DatabaseTransaction, QuerySelect, QueryTrait, entity::prelude::*};

/// Notes that these messages are shown to the participant, before they are. The row of the workspace
/// is held, so that none of them is taken back in the same moment.
pub(super) async fn are_shown(
    services: &Services,
    tx: &DatabaseTransaction,
    access: &WorkspaceAccess,
    which: Condition,
) -> Result<()> {
    workspace::touch(tx, access.id()).await?;
    messages::are_shown(services, tx, &access.content, which).await
}

/// Notes it of every message of the workspace.
pub(crate) async fn all_are_shown(services: &Services, access: &WorkspaceAccess) -> Result<()> {
    let conversations = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::OwnerId.eq(access.id().0))
        .into_query();
    let of_it = Condition::all().add(message::Column::ConversationId.in_subquery(conversations));
    let tx = services.database.begin().await?;
    are_shown(services, &tx, access, of_it).await?;
    Ok(tx.commit().await?)
}
