//! The download of the customer package (W7).

use super::AppState;
use axum::{
    body::Body,
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use contract::{ApiError, WorkspaceId, person::Language};
use domain::{desk::Customer, package, session::SignedIn};
use http::{StatusCode, header::CONTENT_DISPOSITION, header::CONTENT_TYPE};
use std::sync::Arc;
use tokio_util::io::ReaderStream;

/// `GET /workspaces/{id}/package`: streamed as it is made. For its customer; nobody else learns
/// that it exists.
pub async fn download(
    State(state): State<AppState>,
    Path(id): Path<String>,
    axum::Extension(signed_in): axum::Extension<SignedIn>,
    axum::Extension(language): axum::Extension<Language>,
) -> Response {
    let (SignedIn::Customer(person), Ok(id)) = (signed_in, id.parse::<WorkspaceId>()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match package::download(Arc::clone(&state.services), Customer(person), id, language).await {
        Ok(package) => {
            let disposition = format!("attachment; filename=\"{}\"", package.file_name);
            let headers = [(CONTENT_TYPE, "application/zip".to_owned()), (CONTENT_DISPOSITION, disposition)];
            (headers, Body::from_stream(ReaderStream::new(package.bytes))).into_response()
        }
        Err(error) => match ApiError::from(error) {
            ApiError::NotFound => StatusCode::NOT_FOUND.into_response(),
            _ => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        },
    }
}
