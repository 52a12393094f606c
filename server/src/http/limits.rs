//! What one request, one address and one person may take.

pub(crate) mod client_address;
mod counted;
pub(crate) mod pace;
pub(crate) mod parameters;
pub(crate) mod places;
pub(crate) mod quotas;
pub(crate) mod refused_body;
