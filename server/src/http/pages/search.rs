//! `POST /workspaces/{id}/search` and `POST /workspaces`: the pages of what was found. What is looked for may be
//! personal, so it comes in a form, and stands in no address.

use app::{workspace::Asked, workspaces::AskedInList};
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

/// Hands what is looked for in a workspace to the page.
pub async fn search<F>(page: impl FnOnce(Request) -> F, request: Request) -> Response
where
    F: Future<Output = Response>,
{
    hand_on(page, request, |Search { text, with_files }| Asked(SearchQuery { text, with_files })).await
}

/// Hands what is looked for in a list of workspaces to the page.
pub async fn search_list<F>(page: impl FnOnce(Request) -> F, request: Request) -> Response
where
    F: Future<Output = Response>,
{
    hand_on(page, request, |Search { text, .. }| AskedInList(text)).await
}

async fn hand_on<F, T>(page: impl FnOnce(Request) -> F, request: Request, asked: fn(Search) -> T) -> Response
where
    F: Future<Output = Response>,
    T: Clone + Send + Sync + 'static,
{
    let (mut parts, body) = request.into_parts();
    let form = Form::<Search>::from_request(Request::from_parts(parts.clone(), body), &()).await;
    match form {
        Ok(Form(form)) => parts.extensions.insert(asked(form)),
        Err(refused) => return refused.status().into_response(),
    };
    parts.headers.remove(CONTENT_TYPE);
    page(Request::from_parts(parts, Body::empty())).await
}
