//! Pages: how they leave, the one that answers a search, and the one in place of all others.

pub(crate) mod documents;
pub(crate) mod error_page;
pub(crate) mod reader;
pub(crate) mod search;
pub(crate) mod well_known;
