//! One workspace: its page, its conversations, and what can be done with it.

mod access_page;
mod actions;
mod attachments;
mod canned;
mod compose;
mod consent;
mod conversation_page;
mod draft_autosave;
mod files;
mod head;
mod live;
mod message_parts;
mod messages;
mod new_conversation_page;
mod notes_page;
mod notices;
mod page;
mod people;
mod people_page;
mod search_page;
mod text;
mod topics;
mod upload;

pub use access_page::AccessPage;
pub use conversation_page::ConversationPage;
pub use head::Facts;
pub use messages::Messages;
pub use new_conversation_page::NewConversationPage;
pub use notes_page::NotesPage;
pub use page::WorkspacePage;
pub use people_page::PeoplePage;
pub use search_page::SearchPage;
pub use topics::topic_name;
