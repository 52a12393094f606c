//! Forms with files where scripts are off: the files are taken one by one while they arrive, and
//! the rest of the form goes its usual way with their ids. Nothing of it is read for whoever is not
//! signed in, and of what is no file only a little.

use super::plain_forms::{self, BROUGHT, redisplay_to};
use crate::http::{
    AppState,
    limits::refused_body::{TooMuch, refused_body},
    session::request_context::Lapsed,
};
use axum::{
    body::{Body, Bytes},
    extract::{
        FromRequest, Multipart, Request, State,
        multipart::{Field, MultipartError},
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use contract::{ApiError, FieldCode, WorkspaceId, desk::RequestContext, file::FILES_OF_A_MESSAGE};
use domain::{
    desk::Participant,
    guidance::workspace_files::{self, Incoming},
    people::session::SignedIn,
};
use futures::{Stream, TryStreamExt};
use http::{
    HeaderValue, Method, StatusCode,
    header::{CONTENT_LENGTH, CONTENT_TYPE},
};
use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
};

/// The functions that take files with them.
pub(crate) const WITH_FILES: [&str; 2] = ["/api/send_message", "/api/start_conversation"];

/// The most parts of a form that are no files.
const TEXTS: usize = 32;

/// The most bytes of a form that are not the content of files: its texts and the heads of its parts.
const LARGEST_TEXT: usize = 256 * 1024;

/// What of a file may have been read and not be given on yet.
const ON_ITS_WAY: usize = 128 * 1024;

/// Takes the files of a form, and hands the rest on.
pub async fn multipart_forms(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_multipart = kind.starts_with("multipart/form-data");
    if !(is_multipart && *request.method() == Method::POST && WITH_FILES.contains(&request.uri().path())) {
        return next.run(request).await;
    }
    let signed_in = request.extensions().get::<SignedIn>().copied();
    if signed_in.is_none() && request.extensions().get::<Lapsed>().is_none() {
        return plain_forms::signed_out(&state, request.headers());
    }
    let (mut parts, body) = request.into_parts();
    let outside = Arc::new(AtomicUsize::new(0));
    let measured = Measured { body, outside: Arc::clone(&outside), gave: false };
    let whole = Request::from_parts(parts.clone(), Body::from_stream(measured));
    let Ok(multipart) = Multipart::from_request(whole, &()).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let role = signed_in.and_then(SignedIn::participant);
    let context = parts.extensions.get::<RequestContext>().cloned();
    let mut form = Form {
        state: &state,
        role,
        acting: context.as_ref(),
        fields: vec![],
        files: 0,
        brought: vec![],
        error: None,
        outside,
    };
    if let Err(status) = form.read(multipart).await {
        return status.into_response();
    }
    if !form.brought.is_empty() {
        form.fields.push((BROUGHT.to_owned(), form.brought.join("/")));
    }
    let Ok(body) = serde_urlencoded::to_string(&form.fields) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    if let Some(error) = form.error {
        return redisplay_to(&state, &parts, body.as_bytes(), error).await;
    }
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
    parts.headers.remove(CONTENT_LENGTH);
    next.run(Request::from_parts(parts, Body::from(body))).await
}

/// A body that gives one chunk at a time to its reader, who would otherwise hold as much of it as
/// the network brings, and ends when too much of it is no file.
struct Measured {
    body: Body,
    /// What was read, without what was given on as content of files.
    outside: Arc<AtomicUsize>,
    /// Whether the reader has got a chunk, and is to look at it first.
    gave: bool,
}

impl Stream for Measured {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        use http_body::Body as _;
        if std::mem::take(&mut self.gave) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let data = loop {
            match std::task::ready!(Pin::new(&mut self.body).poll_frame(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        break data;
                    }
                }
            }
        };
        self.gave = true;
        let outside = self.outside.fetch_add(data.len(), Ordering::Relaxed) + data.len();
        if outside > LARGEST_TEXT + ON_ITS_WAY {
            return Poll::Ready(Some(Err(axum::Error::new(TooMuch))));
        }
        Poll::Ready(Some(Ok(data)))
    }
}

/// A file's name as it was: browsers write these three characters so (HTML, 4.10.21.8).
fn name_as_typed(name: &str) -> String {
    name.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n")
}

/// A form while it is read.
struct Form<'a> {
    state: &'a AppState,
    /// Nobody whose sign-in has ended brings files.
    role: Option<Participant>,
    /// As whom the request acts.
    acting: Option<&'a RequestContext>,
    fields: Vec<(String, String)>,
    files: usize,
    /// What came with it.
    brought: Vec<String>,
    /// What was wrong with a file first. The rest is read all the same, so that the browser gets an
    /// answer.
    error: Option<ApiError>,
    outside: Arc<AtomicUsize>,
}

impl Form<'_> {
    /// Reads it to its end, or to what no form of ours holds: then a status says what that was.
    async fn read(&mut self, mut multipart: Multipart) -> Result<(), StatusCode> {
        let mut texts = 0;
        while let Some(field) = multipart.next_field().await.map_err(|error| refused_body(&error))? {
            match field.file_name().map(name_as_typed) {
                None if texts == TEXTS => return Err(StatusCode::PAYLOAD_TOO_LARGE),
                None => {
                    texts += 1;
                    self.text(field).await?;
                }
                // A browser sends a file without a name where none was chosen.
                Some(name) if name.is_empty() => {}
                // Their text came before; their files are for whoever is signed in.
                Some(_) if self.role.is_none() => {
                    self.error = Some(ApiError::SignInNeeded);
                    return Ok(());
                }
                Some(name) => self.file(name, field).await?,
            }
        }
        Ok(())
    }

    async fn text(&mut self, field: Field<'_>) -> Result<(), StatusCode> {
        let name = field.name().unwrap_or_default().to_owned();
        let value = field.bytes().await.map_err(|error| refused_body(&error))?;
        let value = String::from_utf8(value.into()).map_err(|_| StatusCode::BAD_REQUEST)?;
        if name.starts_with("files[") {
            self.files += 1;
        }
        self.put(name, value)
    }

    async fn file(&mut self, name: String, field: Field<'_>) -> Result<(), StatusCode> {
        let outside = Arc::clone(&self.outside);
        let mut content = field.inspect_ok(move |bytes| {
            outside.fetch_sub(bytes.len(), Ordering::Relaxed);
        });
        // What is wrong with one file is nothing of the others: they are there when the form comes back.
        if self.error.as_ref().is_none_or(|error| matches!(error, ApiError::Invalid(_))) {
            match self.take(name, &mut content).await {
                Ok((id, what)) => {
                    self.brought.push(what);
                    self.files += 1;
                    self.put(format!("files[{}]", self.files - 1), id)?;
                }
                Err(error) => self.error = self.error.take().or(Some(error)),
            }
        }
        // Whatever is left of it is let go.
        while content.try_next().await.map_err(|error| refused_body(&error))?.is_some() {}
        Ok(())
    }

    /// Notes a field. Each name is there once, as in every other form.
    fn put(&mut self, name: String, value: String) -> Result<(), StatusCode> {
        if name.contains('\0') || self.fields.iter().any(|(known, _)| *known == name) {
            return Err(StatusCode::BAD_REQUEST);
        }
        self.fields.push((name, value));
        Ok(())
    }

    async fn take<S>(&self, name: String, content: S) -> Result<(String, String), ApiError>
    where
        S: Stream<Item = Result<Bytes, MultipartError>> + Unpin + Send,
    {
        let role = self.role.ok_or(ApiError::SignInNeeded)?;
        if !self.acting.is_some_and(|context| context.acts_for(self.value("acting"))) {
            return Err(ApiError::ActsForAnother);
        }
        if self.files >= FILES_OF_A_MESSAGE {
            let code = FieldCode::TooManyFiles(u32::try_from(FILES_OF_A_MESSAGE).unwrap_or(u32::MAX));
            return Err(ApiError::field("file", code));
        }
        let workspace: WorkspaceId = self.value("workspace").parse().map_err(|_| ApiError::NotFound)?;
        let conversation = self.value("conversation").parse().ok();
        let content = content.map_err(std::io::Error::other);
        let incoming = Incoming { conversation, name, content };
        let file = workspace_files::receive(&self.state.services, role, workspace, incoming).await?;
        Ok((file.id.to_string(), format!("{} {}", file.size, file.name)))
    }

    fn value(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }
}
