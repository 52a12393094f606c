//! The way into a workspace: accepting an invitation (P3).

mod accept;
mod code_page;
mod decline;
mod page;

pub use accept::describe_invitation;
pub use code_page::CodePage;
pub use page::InvitationPage;
