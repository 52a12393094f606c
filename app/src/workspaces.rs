//! The lists of workspaces, and a new one.

mod list;
mod new_page;
mod page;

pub use new_page::NewWorkspacePage;
pub use page::WorkspacesPage;
