//! Canned responses (W6): those of the organisation, which main users keep, and each counselor's own.

mod form;
mod organisation_page;
mod own_page;

pub use organisation_page::CannedResponsesPage;
pub use own_page::OwnResponsesPage;
