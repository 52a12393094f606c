//! That somebody was shown messages in another way than by reading their conversation: by a search,
//! in a package, or as a supervisor. They are not taken back any more (W1).

use crate::{
    ground::{error::Result, services::Services},
    guidance::workspace::{self, WorkspaceAccess},
    record::thread::{Column, Entity, message},
};
use chrono::TimeDelta;
use contract::conversation::TAKE_BACK_MINUTES;
use sea_orm::{Condition, DatabaseTransaction, QuerySelect, QueryTrait, entity::prelude::*};

/// Notes that these messages are shown to the participant, before they are. The row of the workspace
/// is held, so that none of them is taken back in the same moment.
pub(super) async fn are_shown(
    services: &Services,
    tx: &DatabaseTransaction,
    opened: &WorkspaceAccess,
    which: Condition,
) -> Result<()> {
    let now = services.clock.now();
    workspace::touch(tx, opened.id()).await?;
    message::Entity::update_many()
        .col_expr(message::Column::ShownAt, Expr::value(Some(now)))
        .filter(which)
        .filter(message::Column::AuthorId.ne(opened.participant.person().0))
        .filter(message::Column::ShownAt.is_null())
        .filter(message::Column::TakenBackAt.is_null())
        // Older ones are not taken back anyway.
        .filter(message::Column::SentAt.gt(now - TimeDelta::minutes(TAKE_BACK_MINUTES + 1)))
        .exec(tx)
        .await?;
    Ok(())
}

/// Notes it of every message of the workspace.
pub(crate) async fn all_are_shown(services: &Services, opened: &WorkspaceAccess) -> Result<()> {
    let conversations = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::WorkspaceId.eq(opened.id().0))
        .into_query();
    let of_it = Condition::all().add(message::Column::ConversationId.in_subquery(conversations));
    let tx = services.database.begin().await?;
    are_shown(services, &tx, opened, of_it).await?;
    Ok(tx.commit().await?)
}
