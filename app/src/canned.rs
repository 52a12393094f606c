//! Canned responses (W6): those of the organisation, which main users keep, and each counselor's own.

mod form;
mod list;
mod organisation_page;
mod own_page;

pub use organisation_page::{CannedResponsePage, CannedResponsesPage};
pub use own_page::{OwnResponsePage, OwnResponsesPage};
