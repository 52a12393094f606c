//! The parts that pages share, one to a file.

mod badge;
mod banner;
mod choice;
mod dialog;
mod empty;
mod error_view;
mod field;
mod form;
mod frame;
mod pager;
mod session_watch;
mod timeline;

pub use badge::{StateBadge, state_name};
pub use banner::{Banner, Tone};
pub use choice::Select;
pub use dialog::Dialog;
pub use empty::Empty;
pub use error_view::ErrorView;
pub use field::{Group, TextArea, TextField};
pub use form::{FormError, Submit, form_error, returned_form, typed};
pub use frame::Frame;
pub use pager::Pager;
pub use timeline::TimelineView;
