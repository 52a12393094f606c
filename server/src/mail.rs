//! Outgoing mail: its words, and handing it over.

mod deliver;
mod text;
mod words;

pub use deliver::{Mailer, deliver_due};
pub use text::{Written, write};
