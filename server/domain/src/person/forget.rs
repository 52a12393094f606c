//! Forgetting a customer of whom nothing else is left (L7).

use super::Entity;
use crate::{
    error::Result,
    file, outbox, session,
    vault::{Owner, store},
};
use contract::PersonId;
use sea_orm::entity::prelude::*;

/// Destroys the person's key, and removes all about them. Their workspaces are gone already.
pub(crate) async fn forget(tx: &impl ConnectionTrait, id: PersonId) -> Result<()> {
    let owner = Owner::person(id);
    store::destroy(tx, owner).await?;
    outbox::forget(tx, owner).await?;
    session::forget(tx, id).await?;
    file::count::forget(tx, id).await?;
    Entity::delete_by_id(id.0).exec(tx).await?;
    Ok(())
}
