//! Conversations of a workspace, their messages, and how far each reader has read (W1).

mod notify;
mod read;
mod search;
mod send;
mod shown;
mod start;
mod take_back;
mod unread;

pub(crate) use read::{read, summaries};
pub(crate) use search::search;
pub(crate) use send::send;
pub(crate) use shown::all_are_shown;
pub(crate) use start::start;
pub(crate) use take_back::take_back;
pub(crate) use unread::{Unread, unread_by_workspace};
