//! Denials: what somebody who is signed in may not see is audited (A1). Where a use case knows what
//! was asked for, it traces that itself.

use super::AppState;
use app::ssr::DENIED;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use domain::{ground::audit, people::session::SignedIn};
use uuid::Uuid;

/// Audits that `who` asked for an object by its address.
pub(super) async fn denied(state: &AppState, who: SignedIn, object: Option<Uuid>) {
    audit::denied(&state.services, who.person(), who.organisation(), object).await;
}

/// Audits that whoever asks has no role for it, where a function says so.
pub(super) async fn without_a_role(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let who = request.extensions().get::<SignedIn>().copied();
    let mut response = next.run(request).await;
    let said = response.headers_mut().remove(DENIED).is_some();
    if let (true, Some(who)) = (said, who) {
        denied(&state, who, None).await;
    }
    response
}

/// The page that says that something is not there.
#[derive(Clone)]
pub(super) struct Missing<M>(pub M);

impl<M, F> Missing<M>
where
    M: Fn(Request) -> F,
    F: Future<Output = Response>,
{
    /// `response`; or this page, where whoever asks may not see the object, or there is none.
    pub async fn unless(
        &self,
        response: Option<Response>,
        state: &AppState,
        object: &str,
        request: Request,
    ) -> Response {
        if let Some(response) = response {
            return response;
        }
        if let Some(who) = request.extensions().get() {
            denied(state, *who, object.parse().ok()).await;
        }
        (self.0)(request).await
    }
}
