//! The way into a workspace: accepting an invitation (P3).

mod accept;
mod page;

pub use page::InvitationPage;
