//! The end of things (L7, R2): what is destroyed, when, and what remains to prove it.

mod deletion;
mod destroy;
mod forget_person;
pub(crate) mod hold;
mod purge;
mod restore;
mod tombstone;

pub use deletion::{Deletion, delete_due};
pub use destroy::erase;
pub use purge::purge;
pub use restore::reapply;
pub use tombstone::Tombstone;
