//! What is around the pages: the document, the table of pages, the first and the missing one.

pub mod home_page;
pub mod not_found_page;
pub mod parts_page;
pub mod routes;
pub mod shell;
