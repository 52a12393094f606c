//! Workspaces, and what is in them.

pub mod access;
pub mod canned;
pub mod closing;
pub mod conversation;
pub mod draft;
pub mod file;
pub mod head;
pub mod invitation;
pub mod life;
pub mod list;
pub mod news;
pub mod note;
pub mod participation;
pub mod topic;
pub mod workspace;
