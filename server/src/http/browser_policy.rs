//! What browsers are told to allow, and what they report.

pub(crate) mod headers;
pub(crate) mod policy_reports;
