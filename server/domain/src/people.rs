//! Organisations, the people in them, and their sign-ins.

pub mod organisation;
pub mod person;
pub mod session;
