//! What is put together to be looked at, or taken home.

pub(crate) mod access_log;
pub(crate) mod break_glass;
pub mod forecast;
pub mod integrity;
pub mod invitation_letter;
pub mod news;
pub(crate) mod overview;
pub mod package;
mod pdf_document;
pub(crate) mod staff_list;
mod waits;
pub(crate) mod wording;
pub(crate) mod workspace_list;
pub(crate) mod workspace_page;
