//! Outgoing mail: its words, and handing it over.

mod deliver;
mod templates;
mod text;

pub use deliver::{CARRIED, Mailer, deliver_due};
pub use text::{Written, write};
