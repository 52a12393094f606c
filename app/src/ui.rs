//! The parts that pages share, one to a file.

mod activity;
mod acts_for;
mod badge;
mod banner;
mod choice;
mod dialog;
mod empty;
mod error_view;
mod field;
mod form;
mod frame;
mod page_title;
mod pager;
mod readable;
mod session_watch;
mod text_box;
mod timeline;

pub use activity::{is_active, watch_activity, when_active};
pub use acts_for::{ActsFor, Around, MadeFor, ask_again_for_whom};
pub use badge::{StateBadge, state_name};
pub use banner::{Banner, Tone};
pub use choice::Select;
pub use dialog::Dialog;
pub use empty::Empty;
pub use error_view::ErrorView;
pub use field::{Group, TextArea, TextField};
pub use form::{FormError, Submit, form_error, read_rejected_form, typed};
pub use frame::Frame;
pub use page_title::PageTitle;
pub use pager::Pager;
pub use readable::{readable, subject_text};
pub use text_box::TextBox;
pub use timeline::TimelineView;
