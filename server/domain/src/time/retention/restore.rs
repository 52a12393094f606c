//! After an older backup was restored: what had been deleted since is deleted again, before
//! anybody looks (L7).

use super::{
    deletion::finish,
    destroy::{Receipt, destroy_key},
};
use crate::{
    ground::{error::Result, services::Services},
    guidance::workspace,
};
use contract::WorkspaceId;
use sea_orm::entity::prelude::*;

/// Deletes those of `deleted` that are there. Gives their number.
pub async fn reapply(services: &Services, deleted: &[WorkspaceId]) -> Result<usize> {
    let mut count = 0;
    for id in deleted {
        let row = workspace::Entity::find_by_id(id.0).one(services.database.read()).await?;
        if let Some(row) = row {
            count += usize::from(destroy_key(services, &row, false, Receipt::SentBefore).await?);
        }
    }
    finish(services, &|_| Ok(())).await?;
    Ok(count)
}
