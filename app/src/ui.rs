//! The parts that pages share, one to a file.

mod banner;
mod dialog;
mod empty;
mod error_view;
mod face;
pub mod form;
mod frame;
mod icon;
mod inputs;
mod life;
mod page;
mod page_title;
mod pager;
mod readable;
mod waiting_row;

pub use banner::{Banner, Tone};
pub use dialog::Dialog;
pub use empty::Empty;
pub use error_view::ErrorView;
pub use face::Face;
pub use form::{Done, Form, Outcome, PostForm, Rejected, Submit};
pub use frame::Frame;
pub use icon::{Icon, IconView};
pub use inputs::acts_for::ActsFor;
pub use inputs::choice::Select;
pub use inputs::field::{Group, TextArea, TextField};
pub use inputs::text_box::TextBox;
pub use life::{Life, StateBadge, TimeLeft, TimelineView, days_left, life_in_words, state_name};
pub use page::page;
pub use page_title::PageTitle;
pub use pager::Pager;
pub use readable::{readable, subject_text};
pub use waiting_row::{WaitingRow, new_messages};
