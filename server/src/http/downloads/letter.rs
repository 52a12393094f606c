//! The letter of an invitation (P11).

use crate::http::{AppState, denials::Denied};
use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use contract::{ApiError, WorkspaceId};
use domain::{people::session::SignedIn, views::invitation_letter};
use http::{
    StatusCode,
    header::{CONTENT_DISPOSITION, CONTENT_TYPE},
};

/// `GET /workspaces/{id}/letter`: for the counselor, while the invitation can be accepted. Where it cannot be any
/// more, the page of the workspace says so.
pub async fn download(
    State(state): State<AppState>,
    Path(id): Path<String>,
    signed_in: Option<Extension<SignedIn>>,
) -> Result<Response, Denied> {
    let role = signed_in.and_then(|Extension(signed_in)| signed_in.participant());
    let (Some(role), Ok(workspace)) = (role, id.parse::<WorkspaceId>()) else { return Err(Denied::of(&id)) };
    match invitation_letter::print(&state.services, role, workspace, &state.public_url).await {
        Ok(document) => {
            let disposition = "attachment; filename=\"luotsi.pdf\"";
            Ok(([(CONTENT_TYPE, "application/pdf"), (CONTENT_DISPOSITION, disposition)], document)
                .into_response())
        }
        Err(error) => match ApiError::from(error) {
            ApiError::NotFound => Err(Denied::of(&id)),
            ApiError::Conflict => Ok(Redirect::to(&format!("/workspaces/{workspace}")).into_response()),
            _ => Ok(StatusCode::INTERNAL_SERVER_ERROR.into_response()),
        },
    }
}

/// `HEAD` of it: a letter is printed or not.
pub async fn refuse_head() -> StatusCode {
    StatusCode::METHOD_NOT_ALLOWED
}
