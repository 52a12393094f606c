//! The download of the customer package (W7).

use super::AppState;
use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use contract::{ApiError, WorkspaceId, person::Language};
use domain::{desk::Customer, package, session::SignedIn};
use http::{
    Extensions, StatusCode,
    header::{CONTENT_DISPOSITION, CONTENT_TYPE},
};
use std::sync::Arc;
use tokio_util::io::ReaderStream;

/// `GET /workspaces/{id}/package`: streamed as it is made. For its customer; for anybody else
/// there is none.
pub async fn download(state: &AppState, id: &str, request: &Extensions) -> Option<Response> {
    let language = request.get::<Language>().copied().unwrap_or_default();
    let (Some(SignedIn::Customer(person)), Ok(id)) = (request.get(), id.parse::<WorkspaceId>()) else {
        return None;
    };
    match package::download(Arc::clone(&state.services), Customer(*person), id, language).await {
        Ok(package) => {
            let disposition = format!("attachment; filename=\"{}\"", package.file_name);
            let headers = [(CONTENT_TYPE, "application/zip".to_owned()), (CONTENT_DISPOSITION, disposition)];
            Some((headers, Body::from_stream(ReaderStream::new(package.bytes))).into_response())
        }
        Err(error) => match ApiError::from(error) {
            ApiError::NotFound => None,
            _ => Some(StatusCode::INTERNAL_SERVER_ERROR.into_response()),
        },
    }
}
