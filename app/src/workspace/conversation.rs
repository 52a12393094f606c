//! The conversations of a workspace, and composing.

pub(crate) mod canned;
pub(crate) mod compose;
pub(crate) mod composer;
pub(crate) mod conversation_page;
pub(crate) mod drafts;
pub(crate) mod files;
pub(crate) mod list;
pub(crate) mod live;
pub(crate) mod message;
pub(crate) mod messages;
pub(crate) mod new_conversation_page;
pub(crate) mod search_page;
pub(crate) mod take_back;
pub(crate) mod text;
