//! After an older backup was restored: what had been deleted since is deleted again, before
//! anybody looks (L7).

use super::{class::Receipt, deletion::finish, destroy::destroy_key, registry::classes};
use crate::ground::{error::Result, services::Services};
use sea_orm::prelude::Uuid;

/// Deletes those of `deleted` that are there. Gives their number.
pub async fn reapply(services: &Services, deleted: &[Uuid]) -> Result<usize> {
    let mut count = 0;
    for class in classes() {
        for id in deleted {
            if let Some(due) = class.find(services, *id).await? {
                count += usize::from(destroy_key(services, class, &due, Receipt::SentBefore).await?);
            }
        }
    }
    finish(services, &|_| Ok(())).await?;
    Ok(count)
}
