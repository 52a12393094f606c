//! Denials: what somebody who is signed in may not see is audited (A1), and looks as if it did not exist.
//! Answers are marked with [`Denied`], pages by a header; one layer audits both. Where a use case knows
//! what was asked for, it audits that itself.

use super::AppState;
use app::ssr::DENIED;
use axum::{
    Extension,
    body::Body,
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{ground::audit, people::session::SignedIn};
use http::StatusCode;
use uuid::Uuid;

/// That whoever asked may not have it, with the object where its address named one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Denied(pub Option<Uuid>);

impl Denied {
    /// Of an object by its address, as it was written.
    pub fn of(object: &str) -> Self {
        Self(object.parse().ok())
    }
}

impl IntoResponse for Denied {
    fn into_response(self) -> Response {
        (Extension(self), StatusCode::NOT_FOUND).into_response()
    }
}

/// Audits what is denied to somebody who is signed in.
pub(super) async fn denials(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let who = request.extensions().get::<SignedIn>().copied();
    let mut response = next.run(request).await;
    let has_no_role = response.headers_mut().remove(DENIED).is_some();
    if let Some(denied) = response.extensions_mut().remove().or(has_no_role.then_some(Denied(None))) {
        record(&state, who, denied).await;
    }
    response
}

async fn record(state: &AppState, who: Option<SignedIn>, Denied(object): Denied) {
    if let Some(who) = who {
        audit::denied(&state.services, who.person(), who.organisation(), object).await;
    }
}

/// Shows the page that says that nothing is there, in place of a denial; the line is written before, whether
/// anybody waits for the page or not.
pub(super) async fn missing_page<F>(
    state: AppState,
    missing: impl FnOnce(Request) -> F,
    request: Request,
    next: Next,
) -> Response
where
    F: Future<Output = Response>,
{
    let (parts, body) = request.into_parts();
    let response = next.run(Request::from_parts(parts.clone(), body)).await;
    let Some(denied) = response.extensions().get::<Denied>().copied() else { return response };
    record(&state, parts.extensions.get().copied(), denied).await;
    missing(Request::from_parts(parts, Body::empty())).await
}
