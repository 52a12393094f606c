//! The lists of workspaces, and a new one.

mod away_page;
mod first_page;
mod found;
mod list;
mod new_page;
mod news_page;
mod page;
mod search_form;
mod table;
mod waiting;

pub use away_page::AwayPage;
pub use new_page::NewWorkspacePage;
pub use news_page::NewsPage;
pub use page::{SEARCH_WORKSPACES, WorkspacesPage};
