//! What one fills in.

pub(crate) mod acts_for;
pub(crate) mod choice;
pub(crate) mod field;
pub(crate) mod number_field;
pub(crate) mod text_box;
