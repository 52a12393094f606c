//! Forms with files where scripts are off: the files are taken one by one while they arrive, and
//! the rest of the form goes its usual way with their ids.

use super::{AppState, plain_forms::give_back_to};
use axum::{
    body::Body,
    extract::{FromRequest, Multipart, Request, State, multipart::Field},
    middleware::Next,
    response::{IntoResponse, Response},
};
use contract::{ApiError, FieldCode, FieldError, WorkspaceId, file::FILES_OF_A_MESSAGE};
use domain::{
    desk::TakesPart,
    file::{self, Incoming},
    session::SignedIn,
};
use futures::TryStreamExt;
use http::{
    HeaderValue, Method, StatusCode,
    header::{CONTENT_LENGTH, CONTENT_TYPE},
};
use tower_sessions::Session;

/// The functions that take files with them.
pub(super) const WITH_FILES: [&str; 2] = ["/api/send_message", "/api/start_conversation"];

/// The largest text field, in bytes.
const LARGEST_FIELD: usize = 256 * 1024;

/// Takes the files of a form, and hands the rest on.
pub async fn multipart_forms(
    State(state): State<AppState>,
    session: Session,
    request: Request,
    next: Next,
) -> Response {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_multipart = kind.starts_with("multipart/form-data");
    if !(is_multipart && *request.method() == Method::POST && WITH_FILES.contains(&request.uri().path())) {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let whole = Request::from_parts(parts.clone(), body);
    let role = parts.extensions.get::<SignedIn>().copied().and_then(TakesPart::of);
    let Ok(multipart) = Multipart::from_request(whole, &()).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let mut form = Form { state: &state, role, fields: vec![], files: 0, error: None };
    if form.read(multipart).await.is_err() {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let Ok(body) = serde_urlencoded::to_string(&form.fields) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    if let Some(error) = form.error {
        return give_back_to(&state, &session, &parts.headers, body.as_bytes(), error).await;
    }
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
    parts.headers.remove(CONTENT_LENGTH);
    next.run(Request::from_parts(parts, Body::from(body))).await
}

/// A form while it is read.
struct Form<'a> {
    state: &'a AppState,
    role: Option<TakesPart>,
    fields: Vec<(String, String)>,
    files: usize,
    /// What was wrong first. The rest is read all the same, so that the browser gets an answer.
    error: Option<ApiError>,
}

impl Form<'_> {
    async fn read(
        &mut self,
        mut multipart: Multipart,
    ) -> Result<(), axum::extract::multipart::MultipartError> {
        while let Some(field) = multipart.next_field().await? {
            match field.file_name().map(str::to_owned) {
                None => self.text(field).await?,
                // A browser sends a file without a name where none was chosen.
                Some(name) if name.is_empty() => {}
                Some(_) if self.error.is_some() => {}
                Some(name) => self.file(name, field).await,
            }
        }
        Ok(())
    }

    async fn text(&mut self, mut field: Field<'_>) -> Result<(), axum::extract::multipart::MultipartError> {
        let name = field.name().unwrap_or_default().to_owned();
        if name.starts_with("files[") {
            self.files += 1;
        }
        let mut value = Vec::new();
        while let Some(bytes) = field.chunk().await? {
            if value.len() + bytes.len() <= LARGEST_FIELD {
                value.extend_from_slice(&bytes);
            }
        }
        self.fields.push((name, String::from_utf8_lossy(&value).into_owned()));
        Ok(())
    }

    async fn file(&mut self, name: String, field: Field<'_>) {
        match self.take(name, field).await {
            Ok(id) => {
                self.fields.push((format!("files[{}]", self.files), id));
                self.files += 1;
            }
            Err(error) => self.error = Some(error),
        }
    }

    async fn take(&self, name: String, field: Field<'_>) -> Result<String, ApiError> {
        let role = self.role.ok_or(ApiError::SignInNeeded)?;
        if self.files >= FILES_OF_A_MESSAGE {
            let code = FieldCode::TooManyFiles(u32::try_from(FILES_OF_A_MESSAGE).unwrap_or(u32::MAX));
            return Err(ApiError::Invalid(vec![FieldError { field: "file".into(), code }]));
        }
        let workspace: WorkspaceId = self.value("workspace").parse().map_err(|_| ApiError::NotFound)?;
        let conversation = self.value("conversation").parse().ok();
        let content = field.map_err(std::io::Error::other);
        let incoming = Incoming { workspace, conversation, name, content };
        Ok(file::receive(&self.state.services, role, incoming).await?.id.to_string())
    }

    fn value(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }
}
