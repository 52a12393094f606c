//! One workspace: its page, its conversations, and what can be done with it.

mod access_page;
mod actions;
mod consent;
pub(crate) mod conversation;
mod facts;
mod frame;
mod hand_over;
mod notes_page;
mod notices;
mod page;
mod people;
mod people_page;
mod readers;
mod topics;
mod welcome;

pub use access_page::AccessPage;
pub use conversation::compose::newest_of;
pub use conversation::conversation_page::ConversationPage;
pub use conversation::messages::Messages;
pub use conversation::new_conversation_page::NewConversationPage;
pub use conversation::search_page::{SEARCH_WORKSPACE, SearchPage};
pub use facts::Facts;
pub use facts::description_page::DescriptionPage;
pub use notes_page::NotesPage;
pub use page::WorkspacePage;
pub use people_page::PeoplePage;
pub use topics::{TopicChoice, topic_name};
