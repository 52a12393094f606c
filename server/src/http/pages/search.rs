//! `POST /workspaces/{id}/search`: the page of what was found. What is looked for may be personal, so it
//! comes in a form, and stands in no address.

use app::workspace::Asked;
use axum::{
    Form,
    body::Body,
    extract::{FromRequest, Request},
    response::{IntoResponse, Response},
};
use contract::search::SearchQuery;
use http::header::CONTENT_TYPE;
use serde::Deserialize;

/// The form.
#[derive(Deserialize)]
struct Search {
    text: String,
    #[serde(default)]
    with_files: bool,
}

/// Hands what is looked for to the page.
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
