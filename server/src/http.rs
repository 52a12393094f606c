//! HTTP: one table of routes, and the layers that every request passes.

mod assets;
mod client_address;
mod cookies;
mod counters;
mod csrf;
mod denials;
mod error_page;
mod events;
mod files;
mod headers;
mod health;
mod inside;
mod language;
mod listen;
mod metrics;
mod multipart_forms;
mod pace;
mod package;
mod parameters;
mod places;
mod plain_forms;
mod policy_reports;
mod quotas;
mod ranges;
mod reauthentication;
mod refused_body;
mod request_context;
mod router;
mod session_store;
mod sign_in;
mod sign_out;
mod state;
mod trace;

pub use assets::{asset_names, site_options};
use cookies::{cookie, read_cookie};
pub use counters::Counters;
pub use listen::{Capacity, listen};
pub use metrics::metrics_router;
pub use quotas::Quotas;
pub use router::build_router;
pub use state::AppState;

/// Where the HTTP session holds the id of the sign-in.
const SESSION_KEY: &str = "sign_in";
