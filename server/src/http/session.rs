//! Who makes a request: cookies, sessions, and the context that pages are handed.

pub(crate) mod cookies;
pub(crate) mod request_context;
pub(crate) mod session_store;
