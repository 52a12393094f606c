//! The conversations of a workspace, and composing.

pub(crate) mod attachments;
pub(crate) mod canned;
pub(crate) mod compose;
pub(crate) mod conversation_page;
pub(crate) mod draft_autosave;
pub(crate) mod file_box;
pub(crate) mod files;
pub(crate) mod live;
pub(crate) mod message_parts;
pub(crate) mod messages;
pub(crate) mod new_conversation_page;
pub(crate) mod search_page;
pub(crate) mod text;
pub(crate) mod upload;
