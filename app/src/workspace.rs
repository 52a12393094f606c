//! One workspace: its page, its conversations, and what can be done with it.

mod actions;
mod attachments;
mod compose;
mod conversation_page;
mod files;
mod head;
mod keeper;
mod live;
mod messages;
mod new_conversation_page;
mod notices;
mod page;
mod topics;
mod upload;

pub use conversation_page::ConversationPage;
pub use new_conversation_page::NewConversationPage;
pub use page::WorkspacePage;
pub use topics::topic_name;
