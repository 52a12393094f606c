//! Writing and reading messages, with what they bring.

mod append;
mod mark;
mod page;

pub(crate) use append::{MessageContent, append};
pub(crate) use mark::{are_shown, mark_read, pass_on_marks, read_up_to};
pub(crate) use page::{Marks, marks, page, views};
