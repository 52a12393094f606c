//! The end of things (L7, R2): what is destroyed, when, and what remains to prove it.

mod class;
mod deletion;
mod destroy;
pub(crate) mod holding;
mod purge;
mod registry;
mod restore;
mod tombstone;
mod unused_people;
mod workspaces;

pub use deletion::{Deletion, Keep, delete_due};
pub use purge::purge;
pub use restore::reapply;
pub use tombstone::Tombstone;
pub use workspaces::erase;
