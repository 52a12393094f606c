//! Files, up and down (W1): streams, so plain routes and not server functions.

use super::{conditions::Version, ranges};
use crate::http::{AppState, denials::Denied, limits::pace::read_in_time, pages::error_page::Damaged};
use axum::{
    Extension, Json,
    body::Body,
    extract::{Path, Query, Request, State},
    response::{IntoResponse, Response},
};
use contract::{
    ApiError, ConversationId, FileId, WorkspaceId, desk::RequestContext, file::FileKind, staff::StaffRole,
};
use domain::{
    desk::{Participant, Supervisor},
    ground::actor::authentication::LastAuthentication,
    guidance::workspace_files::{self, Incoming, Look, OpenFile},
    people::session::SignedIn,
};
use futures::TryStreamExt;
use http::{
    HeaderMap, StatusCode,
    header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    request::Parts,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde::Deserialize;

/// The header with the name of what is sent, percent-encoded: names do not stand in addresses.
const NAME: &str = "x-file-name";

/// The header with as whom, and for which organisation, the page acts that sends a file.
const ACTING: &str = "x-acting";

/// Nothing of a file runs or loads anything, whatever it holds.
const SANDBOX: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'";
/// The browser's own reader of documents does not work in a sandbox; it runs nothing of ours.
const DOCUMENT: &str = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'";

/// Characters of RFC 5987's `attr-char` that may stand as they are.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Where a file is meant to be sent.
#[derive(Deserialize)]
pub struct At {
    conversation: Option<ConversationId>,
}

/// `POST /workspaces/{id}/files`: one file, as it is. Answers with what is known of it, or with
/// the error.
pub async fn upload(
    State(state): State<AppState>,
    Path(workspace): Path<WorkspaceId>,
    Query(At { conversation }): Query<At>,
    signed_in: Option<Extension<SignedIn>>,
    request: Request,
) -> Response {
    let Some(Extension(signed_in)) = signed_in else { return refuse(&ApiError::SignInNeeded) };
    if matches!(signed_in, SignedIn::WithoutUndertaking(..)) {
        return refuse(&ApiError::UndertakingNeeded);
    }
    let Some(role) = signed_in.participant() else {
        return refuse_object(workspace);
    };
    let (parts, body) = request.into_parts();
    let acting = parts.headers.get(ACTING).and_then(|acting| acting.to_str().ok()).unwrap_or_default();
    if !parts.extensions.get::<RequestContext>().is_some_and(|context| context.acts_for(acting)) {
        return refuse(&ApiError::ActsForAnother);
    }
    let content = body.into_data_stream().map_err(std::io::Error::other);
    let incoming = Incoming { conversation, name: name_of(&parts.headers), content };
    match workspace_files::receive(&state.services, role, workspace, incoming).await {
        Ok(view) => Json(view).into_response(),
        Err(error) => match ApiError::from(error) {
            ApiError::NotFound => refuse_object(workspace),
            error => refuse(&error),
        },
    }
}

fn name_of(headers: &HeaderMap) -> String {
    let name = headers.get(NAME).and_then(|name| name.to_str().ok()).unwrap_or_default();
    percent_decode_str(name).decode_utf8_lossy().into_owned()
}

fn refuse_object(workspace: WorkspaceId) -> Response {
    (Extension(Denied(Some(workspace.0))), refuse(&ApiError::NotFound)).into_response()
}

fn refuse(error: &ApiError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, Json(error)).into_response()
}

/// How a file is asked for.
#[derive(Default, Deserialize)]
pub struct How {
    /// To be looked at in the browser, where that does no harm.
    show: Option<String>,
    /// Asked for by the page that shows it among its messages.
    within: Option<String>,
}

/// `GET /workspaces/{id}/files/{file}`: a file, or a part of it.
pub async fn download(
    State(state): State<AppState>,
    Path((id, file)): Path<(String, String)>,
    request: Parts,
) -> Result<Response, Denied> {
    let given = async {
        let participant = request.extensions.get::<SignedIn>()?.participant()?;
        respond_to(participant, &state, &id, &file, &request).await
    };
    given.await.ok_or_else(|| Denied::of(&file))
}

/// `GET /break-glass/{id}/files/{file}`: the same for a supervisor who opened the workspace (P8).
pub async fn download_opened(
    State(state): State<AppState>,
    Path((id, file)): Path<(String, String)>,
    request: Parts,
) -> Result<Response, Denied> {
    let given = async { respond_to(supervisor(&request)?, &state, &id, &file, &request).await };
    given.await.ok_or_else(|| Denied::of(&file))
}

fn supervisor(request: &Parts) -> Option<Participant> {
    let SignedIn::Staff(person, organisation, roles) = *request.extensions.get::<SignedIn>()? else {
        return None;
    };
    let authenticated = *request.extensions.get::<LastAuthentication>()?;
    let supervisor = Supervisor { person, organisation, authenticated };
    roles.contains(StaffRole::Supervisor).then_some(Participant::Supervisor(supervisor))
}

/// `None` for who may not have it.
async fn respond_to(
    role: Participant,
    state: &AppState,
    id: &str,
    file: &str,
    request: &Parts,
) -> Option<Response> {
    let (id, file) = (id.parse::<WorkspaceId>().ok()?, file.parse::<FileId>().ok()?);
    let how: How = serde_urlencoded::from_str(request.uri.query().unwrap_or_default()).unwrap_or_default();
    // Only a page asks for a picture, and only where its browser says so.
    let is_image = request.headers.get("sec-fetch-dest").is_some_and(|dest| dest == "image");
    let look = if how.within.is_some() && is_image { Look::ShownByPage } else { Look::Opened };
    // What was sent is never changed: its id is its tag.
    let version = Version::new(&file.to_string(), None);
    let part = |size| match version.continues(&request.headers) {
        _ if version.refused(&request.headers).is_some() => 0..0,
        true => ranges::part(&request.headers, size),
        false => 0..size,
    };
    match workspace_files::open(&state.services, role, id, file, look, part).await {
        Ok(open) => {
            let version = Version::new(&file.to_string(), Some(open.created_at));
            let refused = version.refused(&request.headers);
            Some(refused.unwrap_or_else(|| version.on(respond(open, how.show.is_some()))))
        }
        Err(error) => match ApiError::from(error) {
            ApiError::NotFound => None,
            ApiError::Damaged(reference) => {
                Some((Extension(Damaged(reference)), StatusCode::INTERNAL_SERVER_ERROR).into_response())
            }
            error => Some(StatusCode::from_u16(error.status()).unwrap_or_default().into_response()),
        },
    }
}

fn respond(open: OpenFile, show: bool) -> Response {
    let OpenFile { view, media_type, range, content, .. } = open;
    let show = show && view.kind.opens();
    let way = if show { "inline" } else { "attachment" };
    let sandbox = if show && view.kind == FileKind::Pdf { DOCUMENT } else { SANDBOX };
    let headers = [
        (CONTENT_TYPE, media_type),
        (CONTENT_DISPOSITION, disposition(way, &view.name)),
        (CONTENT_SECURITY_POLICY, sandbox.to_owned()),
    ];
    (
        headers,
        ranges::respond(
            range,
            view.size,
            Body::from_stream(read_in_time(content.map_err(std::io::Error::other))),
        ),
    )
        .into_response()
}

/// RFC 6266: a name for old readers, and the name itself.
fn disposition(way: &str, name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || " -._()".contains(c) { c } else { '_' })
        .collect();
    format!("{way}; filename=\"{plain}\"; filename*=UTF-8''{}", utf8_percent_encode(name, PLAIN))
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn names_stand_in_headers_as_rfc_6266_has_it() {
        assert_eq!(
            disposition("attachment", "Äidin \"kuva\".png"),
            "attachment; filename=\"_idin _kuva_.png\"; filename*=UTF-8''%C3%84idin%20%22kuva%22.png"
        );
    }
}
