//! The download of the customer package (W7).

use super::{conditions::Version, ranges};
use crate::http::{
    AppState,
    denials::Denied,
    limits::{pace::read_in_time, places::holding, quotas::refuse},
    pages::error_page::Damaged,
    sign_in::reauthentication::reauthenticate,
};
use axum::{
    Extension,
    body::Body,
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use contract::{ApiError, WorkspaceId, person::Language};
use domain::{
    desk::Customer, ground::actor::authentication::LastAuthentication, people::session::SignedIn,
    views::package,
};
use http::{
    StatusCode,
    header::{CONTENT_DISPOSITION, CONTENT_TYPE, IF_RANGE},
    request::Parts,
};
use std::sync::Arc;
use tokio_util::io::ReaderStream;

/// How soon it is worth asking again where packages are under way already, in seconds.
const LATER: u32 = 60;

/// `GET /workspaces/{id}/package`: streamed as it is made, whole or from where a download broke
/// off. For its customer; for anybody else there is none.
pub async fn download(
    State(state): State<AppState>,
    Path(id): Path<String>,
    request: Parts,
) -> Result<Response, Denied> {
    respond_to(&state, &id, &request).await.ok_or_else(|| Denied::of(&id))
}

async fn respond_to(state: &AppState, id: &str, request: &Parts) -> Option<Response> {
    let language = request.extensions.get::<Language>().copied().unwrap_or_default();
    let (Some(SignedIn::Customer(person)), Some(authenticated), Ok(id)) =
        (request.extensions.get(), request.extensions.get::<LastAuthentication>(), id.parse::<WorkspaceId>())
    else {
        return None;
    };
    let Some(place) = state.quotas.packages_at_once.take(person.0) else {
        return Some(refuse(&request.method, &request.headers, LATER));
    };
    // A part is only for whoever has the rest of the same package.
    let known = request.headers.get(IF_RANGE).and_then(|tag| tag.to_str().ok());
    let resumed = known.map(|tag| tag.trim_matches('"'));
    let part = |tag: &str, size| {
        let version = Version::new(tag, None);
        if version.refused(&request.headers).is_some() {
            return 0..0;
        }
        if version.continues(&request.headers) { ranges::part(&request.headers, size) } else { 0..size }
    };
    match package::download(
        Arc::clone(&state.services),
        Customer(*person),
        *authenticated,
        id,
        language,
        resumed,
        part,
    )
    .await
    {
        Ok(package) => {
            let version = Version::new(&package.tag, None);
            if let Some(refused) = version.refused(&request.headers) {
                return Some(refused);
            }
            let disposition = format!("attachment; filename=\"{}\"", package.file_name);
            let body = Body::from_stream(read_in_time(ReaderStream::new(package.bytes)));
            let body = holding(body, place);
            let headers = [(CONTENT_TYPE, "application/zip".to_owned()), (CONTENT_DISPOSITION, disposition)];
            let response = ranges::respond(package.range, package.size, body);
            Some(version.on((headers, response).into_response()))
        }
        Err(error) => match ApiError::from(error) {
            ApiError::NotFound => None,
            ApiError::TooOften(seconds) => Some(refuse(&request.method, &request.headers, seconds)),
            ApiError::ReauthenticationNeeded => {
                Some(reauthenticate(&format!("/workspaces/{id}?reauthenticated=true")))
            }
            ApiError::Damaged(reference) => {
                Some((Extension(Damaged(reference)), StatusCode::INTERNAL_SERVER_ERROR).into_response())
            }
            _ => Some(StatusCode::INTERNAL_SERVER_ERROR.into_response()),
        },
    }
}
