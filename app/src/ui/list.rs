//! Lists: rows of what waits, menus of a row, pages, and nothing to show.

mod empty;
mod pager;
mod row_menu;
mod turns;
mod waiting_row;

pub use empty::Empty;
pub use pager::Pager;
pub use row_menu::RowMenu;
pub use turns::Turns;
pub use waiting_row::{WaitingRow, new_messages};
