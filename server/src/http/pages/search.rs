//! `POST /workspaces/{id}/search` gives the page of what was found, `POST /workspaces` leads to it. What is looked for
//! may be personal, so it comes in a form, and stands in no address.

use crate::http::{AppState, forms::plain_forms};
use app::{workspace::Asked, workspaces::SEARCH_WORKSPACES};
use axum::{
    Form,
    body::{Body, to_bytes},
    extract::{FromRequest, Request, State},
    response::{IntoResponse, Redirect, Response},
};
use contract::search::SearchQuery;
use http::{StatusCode, header::CONTENT_TYPE};
use serde::Deserialize;

/// The largest form that asks for a list.
const LARGEST: usize = 16 * 1024;

/// The form.
#[derive(Deserialize)]
struct Search {
    text: String,
    #[serde(default)]
    with_files: bool,
}

/// Hands what is looked for in a workspace to the page.
pub async fn search<F>(page: impl FnOnce(Request) -> F, request: Request) -> Response
where
    F: Future<Output = Response>,
{
    let (mut parts, body) = request.into_parts();
    let form = Form::<Search>::from_request(Request::from_parts(parts.clone(), body), &()).await;
    let Search { text, with_files } = match form {
        Ok(Form(form)) => form,
        Err(refused) => return refused.status().into_response(),
    };
    parts.extensions.insert(Asked(SearchQuery { text, with_files }));
    parts.headers.remove(CONTENT_TYPE);
    page(Request::from_parts(parts, Body::empty())).await
}

/// Keeps what is looked for in a list of workspaces, sealed for whoever looks, and leads to the page that shows what
/// is found: so that one comes back to it from each of them.
pub async fn search_list(State(state): State<AppState>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(form) = to_bytes(body, LARGEST).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    match plain_forms::keep_asked(&state, &parts, SEARCH_WORKSPACES.to_owned(), &form, "/workspaces").await {
        Ok(Some(there)) => Redirect::to(&format!("{there}#found")).into_response(),
        Ok(None) => Redirect::to("/workspaces").into_response(),
        Err(error) => {
            tracing::warn!(%error, "what is looked for is not kept");
            StatusCode::BAD_REQUEST.into_response()
        }
    }
}
