//! Break-glass (P8): what a supervisor opens, and sees of it.

mod break_glass_page;
mod opened_conversation_page;
mod opened_page;
mod session_banner;

pub use break_glass_page::BreakGlassPage;
pub use opened_conversation_page::OpenedConversationPage;
pub use opened_page::OpenedPage;
