//! The lists of workspaces, and a new one.

mod away_page;
mod list;
mod new_page;
mod page;

pub use away_page::AwayPage;
pub use new_page::NewWorkspacePage;
pub use page::WorkspacesPage;
