//! What is written and sent in a workspace.

pub(crate) mod canned;
pub(crate) mod conversation;
pub(crate) mod draft;
pub mod file;
pub mod installation;
pub(crate) mod note;
pub(crate) mod participation;
pub(crate) mod thread;
