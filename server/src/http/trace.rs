//! One span a request: a random id, the method and the route's pattern. Never the address itself:
//! an invitation's link is a secret.

use super::AppState;
use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};
use http::HeaderValue;
use tracing::Instrument;

/// What a request is called in the log.
#[derive(Clone, Debug, Default)]
pub struct RequestId(pub String);

/// Runs the request in its span, and tells the id in the response.
pub async fn trace(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let id = state.services.randomness.uuid().to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str);
    let span = tracing::info_span!("request", id, method = %request.method(), route);
    let mut response = async {
        let response = next.run(request).await;
        tracing::debug!(status = response.status().as_u16(), "answered");
        response
    }
    .instrument(span)
    .await;
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}
