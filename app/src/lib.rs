//! What people see: pages, their parts and the functions behind their forms. All of it runs on the server;
//! what moves in browsers is in `islands`. Modules are the places people go; `ui` holds the parts they share.

// The derive of server functions and components cannot meet these.
#![expect(
    clippy::must_use_candidate,
    clippy::needless_pass_by_value,
    reason = "components own their properties"
)]
#![expect(clippy::unused_async, reason = "server functions are async by nature")]

pub mod account;
pub mod break_glass;
mod canned;
pub mod error;
pub mod invitation;
pub mod language;
pub mod operation;
pub mod organisation;
mod session;
pub mod site;
pub mod ssr;
pub mod ui;
pub mod workspace;
pub mod workspaces;

// The module `i18n`, generated from `locales/`.
include!(concat!(env!("OUT_DIR"), "/i18n.rs"));
