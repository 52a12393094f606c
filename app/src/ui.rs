//! The parts that pages share, one to a file.

mod banner;
mod dialog;
mod error_view;
mod face;
pub mod form;
mod frame;
mod icon;
mod inputs;
mod life;
mod list;
mod no_script;
mod nobody_reads;
mod page;
mod page_title;
mod readable;

pub use banner::{Banner, Tone};
pub use dialog::Dialog;
pub use error_view::{ErrorText, ErrorView};
pub use face::Face;
pub use form::{Done, Form, Outcome, PostForm, Rejected, Submit};
pub use frame::{Frame, LanguageButtons};
pub use icon::{Icon, IconView};
pub use inputs::acts_for::ActsFor;
pub use inputs::choice::Select;
pub use inputs::field::{Group, TextArea, TextField};
pub use inputs::number_field::NumberField;
pub use inputs::text_box::TextBox;
pub use life::{
    Life, StateBadge, TimeLeft, TimelineView, days_left, due_in_words, life_in_words, state_name,
};
pub use list::{Empty, Pager, RowMenu, Turns, WaitingRow, new_messages};
pub use no_script::NoScript;
pub use nobody_reads::NobodyReads;
pub use page::page;
pub use page_title::PageTitle;
pub use readable::{readable, subject_text};
