//! Denials: what somebody who is signed in may not see is traced (A1). Where a use case knows what
//! was asked for, it traces that itself.

use super::AppState;
use app::ssr::DENIED;
use axum::{extract::Request, response::Response};
use domain::{audit, session::SignedIn};
use uuid::Uuid;

/// Traces that `who` asked for an object by its address.
pub(super) async fn denied(state: &AppState, who: SignedIn, object: Option<Uuid>) {
    audit::denied(&state.services, who.person(), who.organisation(), object).await;
}

/// Traces that `who` has no role for what was asked, where the pages say so.
pub(super) async fn without_a_role(state: &AppState, who: Option<SignedIn>, response: &mut Response) {
    let said = response.headers_mut().remove(DENIED).is_some();
    if let (true, Some(who)) = (said, who) {
        denied(state, who, None).await;
    }
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
