//! The parts that pages share, one to a file.

mod activity;
mod badge;
mod banner;
mod dialog;
mod empty;
mod error_view;
mod form;
mod frame;
mod icon;
mod inputs;
mod page_title;
mod pager;
mod readable;
mod session_watch;
mod timeline;

pub use activity::{is_active, watch_activity, when_active};
pub use badge::{StateBadge, state_name};
pub use banner::{Banner, Tone};
pub use dialog::Dialog;
pub use empty::Empty;
pub use error_view::ErrorView;
pub use form::{FormError, Submit, form_error, old_input, read_rejected_form};
pub use frame::Frame;
pub use icon::{Icon, IconView};
pub use inputs::acts_for::{ActsFor, Around, MadeFor, ask_again_for_whom};
pub use inputs::choice::Select;
pub use inputs::field::{Group, TextArea, TextField};
pub use inputs::text_box::TextBox;
pub use page_title::PageTitle;
pub use pager::Pager;
pub use readable::{readable, subject_text};
pub use timeline::TimelineView;
