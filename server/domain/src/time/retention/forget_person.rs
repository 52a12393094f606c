//! Forgetting a customer of whom nothing else is left (L7).

use crate::{
    ground::{data_keys, error::Result, outbox, vault::Owner},
    people::{person::Entity, session},
    record::file,
};
use contract::PersonId;
use sea_orm::entity::prelude::*;

/// Destroys the person's key, and removes all about them. Their workspaces are gone already.
pub(crate) async fn forget(tx: &impl ConnectionTrait, id: PersonId) -> Result<()> {
    let owner = Owner::person(id);
    data_keys::destroy(tx, owner).await?;
    outbox::forget(tx, owner).await?;
    session::forget(tx, id).await?;
    file::count::forget(tx, id).await?;
    Entity::delete_by_id(id.0).exec(tx).await?;
    Ok(())
}
