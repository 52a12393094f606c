//! What everything with content shares, whoever owns it: its messages, files and drafts, and the keys
//! that open them.

mod end;

pub(crate) mod access;
pub(crate) mod canned;
pub(crate) mod comparable;
pub(crate) mod draft;
pub mod file;
pub mod installation;
pub(crate) mod messages;
pub(crate) mod notification;
pub(crate) mod thread;

pub(crate) use end::{count, forget};
