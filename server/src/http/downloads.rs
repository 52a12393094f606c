//! What goes out as a file.

pub(crate) mod assets;
mod conditions;
pub(crate) mod files;
pub(crate) mod letter;
pub(crate) mod package;
pub(crate) mod ranges;
pub(crate) mod validators;
