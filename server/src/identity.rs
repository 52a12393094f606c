//! The relying party of OpenID Connect: what is asked of providers, and how their answers are checked.
//! Who comes with which answer is the affair of `http::sign_in`.

pub(crate) mod claims;
pub(crate) mod discovery;
pub(crate) mod exchange;
mod http;
pub(crate) mod id_token;
pub(crate) mod provider;
mod refused;
pub(crate) mod request;
pub(crate) mod token_header;

pub use provider::{Provider, Providers};
pub(crate) use refused::{Refused, word};
