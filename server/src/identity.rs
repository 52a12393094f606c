//! Signing in: the relying party of OpenID Connect. The answer of a provider is believed only
//! after every check; each refusal is traced, and ends on one calm page.

mod callback;
mod claims;
mod client_keys;
mod discovery;
mod exchange;
mod http;
mod id_token;
mod jwe;
mod provider;
mod provider_sign_out;
mod request;
mod start;
mod token_header;

pub use callback::callback;
pub use client_keys::{ClientKey, ClientKeys, KeyUse, KeysError};
pub use jwe::DoesNotOpen;
pub use provider::{Credentials, Provider, Providers};
pub use provider_sign_out::{back_channel, go_there};
pub use start::start;

use crate::http::AppState;
use axum::response::{IntoResponse, Redirect, Response};
use domain::session::Refusal;

/// The cookie that binds an attempt to the browser that made it.
pub(crate) const ATTEMPT_COOKIE: &str = "luotsi-signin";

/// Why a sign-in was refused, and what exactly did not fit, for the log: nothing of a person.
#[derive(Clone, Debug)]
pub(crate) struct Refused {
    refusal: Refusal,
    reason: String,
}

impl Refused {
    fn because(refusal: Refusal, reason: impl Into<String>) -> Self {
        Self { refusal, reason: reason.into() }
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self { refusal, reason: refusal.code().to_owned() }
    }
}

/// The page that says why, after one line in the log, and a count.
pub(crate) async fn refuse(
    state: &AppState,
    provider: &str,
    Refused { refusal, reason }: Refused,
) -> Response {
    tracing::warn!(provider, refusal = refusal.code(), reason, "sign-in refused");
    state.counters.sign_in_refused(provider, refusal);
    if let Err(error) = domain::session::refused(&state.services, provider, refusal).await {
        tracing::error!(%error, "refusal not audited");
    }
    Redirect::to(&format!("/sign-in/refused?why={}", refusal.code())).into_response()
}
