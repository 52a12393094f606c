//! Signing in, over HTTP: a sign-in begins, the provider's answer comes back, and sign-ins end with
//! those at the provider. Each refusal is audited, and ends on one calm page.

mod accept;
mod callback;
mod provider_sign_out;
pub(crate) mod reauthentication;
pub(crate) mod sign_out;
mod start;

pub(super) use callback::callback;
pub(super) use provider_sign_out::{back_channel, go_there};
pub(super) use start::start;

use super::AppState;
use crate::identity::Refused;
use axum::response::{IntoResponse, Redirect, Response};

/// The cookie that binds an attempt to the browser that made it.
pub(crate) const ATTEMPT_COOKIE: &str = "luotsi-signin";

/// The page that says why, after one line in the log, and a count.
pub(crate) async fn refuse(
    state: &AppState,
    provider: &str,
    Refused { refusal, reason }: Refused,
) -> Response {
    tracing::warn!(provider, refusal = refusal.code(), reason, "sign-in refused");
    state.counters.sign_in_refused(provider, refusal);
    if let Err(error) = domain::people::session::refused(&state.services, provider, refusal).await {
        tracing::error!(%error, "refusal not audited");
    }
    Redirect::to(&format!("/sign-in/refused?why={}", refusal.code())).into_response()
}
