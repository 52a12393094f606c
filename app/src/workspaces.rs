//! The lists of workspaces, and a new one.

mod away_page;
mod first_page;
mod list;
mod new_page;
mod page;
mod waiting;

pub use away_page::AwayPage;
pub use new_page::NewWorkspacePage;
pub use page::WorkspacesPage;
