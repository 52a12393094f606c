//! The revision of a workspace: another one after each change, so that those who look at it hear of it.

use super::{Column, Entity};
use crate::ground::{error::Result, event::Event, services::Services};
use contract::WorkspaceId;
use sea_orm::{DatabaseTransaction, ExprTrait, entity::prelude::*};

/// Counts a change of a workspace, and holds its row until the transaction ends.
pub(crate) async fn touch(tx: &DatabaseTransaction, workspace: WorkspaceId) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::Revision, Expr::col(Column::Revision).add(1))
        .filter(Column::Id.eq(workspace.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Notes that somebody wrote in a workspace just now: lists are by that.
pub(crate) async fn written_in(
    services: &Services,
    tx: &DatabaseTransaction,
    workspace: WorkspaceId,
) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::TouchedAt, Expr::value(services.clock.now()))
        .filter(Column::Id.eq(workspace.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Commits a change in a workspace, and tells those who look at it.
pub(crate) async fn commit(
    services: &Services,
    tx: DatabaseTransaction,
    workspace: WorkspaceId,
) -> Result<()> {
    touch(&tx, workspace).await?;
    tx.commit().await?;
    services.events.publish(&services.database, workspace.0, Event::Changed);
    Ok(())
}
