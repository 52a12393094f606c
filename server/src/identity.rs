//! Signing in: the relying party of OpenID Connect. The answer of a provider is believed only
//! after every check; each refusal is traced, and ends on one calm page.

mod callback;
mod claims;
mod provider;
mod return_to;
mod start;

pub use callback::callback;
pub use provider::{Provider, Providers};
pub use return_to::own_path;
pub use start::start;

use axum::response::{IntoResponse, Redirect, Response};
use domain::{Services, session::Refusal};

/// The cookie that binds an attempt to the browser that made it.
pub(crate) const ATTEMPT_COOKIE: &str = "luotsi-signin";

/// The page that says why, after a line in the trace.
pub(crate) async fn refuse(services: &Services, refusal: Refusal) -> Response {
    if let Err(error) = domain::session::refused(services, refusal).await {
        tracing::error!(%error, "refusal not traced");
    }
    Redirect::to(&format!("/sign-in/refused?why={}", refusal.code())).into_response()
}
