//! `POST /workspaces` and `POST /workspaces/{id}/search` lead to the page that shows what was found. What is looked for
//! may be personal, so it comes in a form, is kept sealed for whoever looks, and stands in no address; and one comes back
//! to what was found from each of them.

use crate::http::{AppState, forms::kept_forms};
use app::{workspace::SEARCH_WORKSPACE, workspaces::SEARCH_WORKSPACES};
use axum::{
    body::to_bytes,
    extract::{Request, State},
    response::{IntoResponse, Redirect, Response},
};
use http::StatusCode;

/// The largest form that asks for a list.
const LARGEST: usize = 16 * 1024;

/// Keeps what is looked for in a list of workspaces, and leads to what is found.
pub async fn search_list(State(state): State<AppState>, request: Request) -> Response {
    lead(&state, request, SEARCH_WORKSPACES, "#found").await
}

/// The same in one workspace.
pub async fn search(State(state): State<AppState>, request: Request) -> Response {
    lead(&state, request, SEARCH_WORKSPACE, "#outcome").await
}

/// Leads to the page of the same address, at the place where it shows what is found.
async fn lead(state: &AppState, request: Request, function: &str, place: &str) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(form) = to_bytes(body, LARGEST).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let here = parts.uri.path();
    match kept_forms::keep_asked(state, &parts, function.to_owned(), &form, here).await {
        Ok(Some(there)) => Redirect::to(&format!("{there}{place}")).into_response(),
        Ok(None) => Redirect::to(here).into_response(),
        Err(error) => {
            tracing::warn!(%error, "what is looked for is not kept");
            StatusCode::BAD_REQUEST.into_response()
        }
    }
}
