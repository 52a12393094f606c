//! The way into a workspace: accepting an invitation (P3).

mod accept;
mod code_page;
mod page;

pub use code_page::CodePage;
pub use page::InvitationPage;
