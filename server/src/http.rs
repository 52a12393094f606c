//! HTTP: one table of routes, and the layers that every request passes.

mod browser_policy;
mod denials;
mod downloads;
mod events;
mod forms;
mod inside;
mod language;
mod limits;
mod listen;
mod pages;
mod router;
mod session;
mod sign_in;
mod state;
mod trace;

pub use downloads::assets::{asset_names, site_options};
pub use inside::counters::Counters;
pub use inside::metrics::metrics_router;
pub use limits::quotas::Quotas;
pub use listen::{Capacity, listen};
pub use router::build_router;
use session::cookies::{cookie, read_cookie};
pub use state::AppState;

/// Where the HTTP session holds the id of the sign-in.
const SESSION_KEY: &str = "sign_in";
