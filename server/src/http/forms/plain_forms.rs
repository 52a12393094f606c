//! Forms. This layer turns the answers of the server functions behind them into redirects to the page that
//! says what became of them, and keeps what was typed when it could not be taken.

use crate::http::{
    AppState,
    forms::{
        again::{with_again, without_again},
        kept_forms::{Kept, Sent, keep, whose},
        outcome::{self, came_from},
    },
    limits::refused_body::refused_body,
    pages::reader::reads_pages,
    session::request_context::sign_in_address,
    sign_in::reauthentication::reauthenticate,
};
use app::ssr::BACK_TO;
use axum::{
    Json,
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use contract::{ApiError, PersonId, local_path};
use domain::{
    desk::Participant,
    ground::once::{self, FormKey},
    guidance::workspace_files,
    people::session::{SignedIn, rejected_form::Kind},
};
use http::{
    HeaderMap, HeaderValue, Method, StatusCode,
    header::{ACCEPT, LOCATION, REFERER, SET_COOKIE},
    request::Parts,
};
use std::time::Duration;
use tracing::{Instrument, Span};

/// Where the server functions are.
const FUNCTIONS: &str = "/api/";

/// Where a page says what became of a form.
const OUTCOME: &str = "outcome";

/// The field by which the layer for files says which came with a form.
pub(crate) const BROUGHT: &str = "brought";

/// How often, and how soon, one looks where a form led that is sent twice at once.
const LOOKS: u32 = 20;
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// The largest form.
const LARGEST: usize = 256 * 1024;

/// Serves a plain form by the server function behind it.
pub async fn plain_forms(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if *request.method() != Method::POST || !request.uri().path().starts_with(FUNCTIONS) {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let is_plain = reads_pages(&parts.headers);
    let back = came_from(&state, &parts.headers);
    // The framework would redirect to any referrer, and put the error into the address.
    parts.headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    parts.headers.remove(REFERER);
    if !is_plain {
        return next.run(Request::from_parts(parts, body)).await;
    }
    let body = match to_bytes(body, LARGEST).await {
        Ok(body) => body,
        Err(error) => return refused_body(&error).into_response(),
    };
    let person = whose(&parts);
    let function = parts.uri.path().rsplit('/').next().unwrap_or_default().to_owned();
    let key = person.and_then(|person| key_of(&state, person, &function, &body));
    let participant = parts.extensions.get::<SignedIn>().and_then(|who| who.participant());
    let request = Request::from_parts(parts, Body::from(body.clone()));
    let taking = take(state, next, request, Form { function, body, back, person, participant, key });
    // It goes on to its end though nobody waits for the answer any more: where it led is known then.
    let taken = tokio::spawn(taking.instrument(Span::current())).await;
    taken.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// A form, and where it came from.
struct Form {
    function: String,
    body: Bytes,
    back: String,
    person: Option<PersonId>,
    participant: Option<Participant>,
    key: Option<FormKey>,
}

/// Has a form taken by its function, and answers with the page that says what became of it.
async fn take(state: AppState, next: Next, request: Request, sent: Form) -> Response {
    let Form { function, body: form, back, person, participant, key } = sent;
    let running = next.run(request);
    let response = match key.clone() {
        Some(key) => once::taking(key, running).await,
        None => running.await,
    };
    let place = header(response.headers(), BACK_TO).unwrap_or_else(|| OUTCOME.to_owned());
    if response.status().is_success() {
        let back = match header(response.headers(), LOCATION.as_str()) {
            Some(path) => local_path(&path).to_owned(),
            None => without_again(&back),
        };
        let there = format!("{back}#{place}");
        if let Some(key) = key
            && let Err(error) = once::led_to(&state.services, key, &there).await
        {
            tracing::warn!(%error, "where a form led is not known");
        }
        return done(&state, &function, &there);
    }
    // Whoever sends too much gets nothing kept; their browser has the form.
    if response.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return response.status().into_response();
    }
    let error = error_of(response).await;
    if let (ApiError::Repeated, Some(key)) = (&error, key) {
        forget_files(&state, participant, &form).await;
        let there = where_it_led(&state, &key).await;
        return done(
            &state,
            &function,
            &there.unwrap_or_else(|| format!("{}#{place}", without_again(&back))),
        );
    }
    let sent = Sent { function, form: &form };
    redisplay(&state, person, sent, error, (&without_again(&back), &place)).await
}

/// To where a form leads that was taken, and is said to be there.
fn done(state: &AppState, function: &str, there: &str) -> Response {
    ([(SET_COOKIE, outcome::done(state, function))], Redirect::to(there)).into_response()
}

/// The key by which a form is taken once, where it says that it is one of its own.
fn key_of(state: &AppState, person: PersonId, function: &str, form: &[u8]) -> Option<FormKey> {
    let mut fields: Vec<(String, String)> = serde_urlencoded::from_bytes(form).ok()?;
    fields.iter().any(|(name, value)| name == "once" && !value.is_empty()).then_some(())?;
    // Files that came with it have new ids each time: what they were tells them.
    if fields.iter().any(|(name, _)| name == BROUGHT) {
        fields.retain(|(name, _)| !name.starts_with("files["));
    }
    Some(FormKey::of(&state.services, person, function, &fields))
}

/// Where a form led that is being taken at this moment, or was before.
async fn where_it_led(state: &AppState, key: &FormKey) -> Option<String> {
    for _ in 0..LOOKS {
        match once::where_it_led(&state.services, key).await {
            Ok(None) => tokio::time::sleep(LOOK_AGAIN).await,
            Ok(there) => return there,
            Err(error) => {
                tracing::warn!(%error, "where a form led cannot be looked up");
                return None;
            }
        }
    }
    None
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

/// The files that came with a form a second time are not wanted.
async fn forget_files(state: &AppState, participant: Option<Participant>, form: &[u8]) {
    let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(form).unwrap_or_default();
    let value = |wanted: &str| fields.iter().find(|(name, _)| name == wanted).map(|(_, value)| value);
    let (Some(participant), Some(_)) = (participant, value(BROUGHT)) else { return };
    let Some(workspace) = value("workspace").and_then(|id| id.parse().ok()) else { return };
    let files =
        fields.iter().filter(|(name, _)| name.starts_with("files[")).filter_map(|(_, id)| id.parse().ok());
    for file in files {
        // What was sent the first time is not theirs to remove any more.
        drop(workspace_files::remove(&state.services, participant, workspace, file).await);
    }
}

/// Gives a form back to the page that these headers say it came from.
pub(crate) async fn redisplay_to(state: &AppState, parts: &Parts, form: &[u8], error: ApiError) -> Response {
    let function = parts.uri.path().rsplit('/').next().unwrap_or_default().to_owned();
    let back = without_again(&came_from(state, &parts.headers));
    redisplay(state, whose(parts), Sent { function, form }, error, (&back, OUTCOME)).await
}

/// What a form is answered that came from nobody: the way to sign in, and back to its page.
pub(crate) fn signed_out(state: &AppState, headers: &HeaderMap) -> Response {
    if reads_pages(headers) {
        sign_in_address("unsent", &without_again(&came_from(state, headers)))
    } else {
        (StatusCode::UNAUTHORIZED, Json(ApiError::SignInNeeded)).into_response()
    }
}

async fn error_of(response: Response) -> ApiError {
    let body = to_bytes(response.into_body(), LARGEST).await.unwrap_or_default();
    serde_json::from_slice::<ApiError>(&body).unwrap_or(ApiError::Internal)
}

/// Keeps the form for its person, and goes back to its place on its page, by way of signing in if need be.
async fn redisplay(
    state: &AppState,
    person: Option<PersonId>,
    sent: Sent<'_>,
    error: ApiError,
    (back, place): (&str, &str),
) -> Response {
    let (signed_out, reauthenticate_first) =
        (error == ApiError::SignInNeeded, error == ApiError::ReauthenticationNeeded);
    let again = match keep(state, person, Kind::Rejected, sent, Some(error)).await {
        Ok(Kept::As(id)) => with_again(back, id),
        Ok(Kept::TooLarge) => return StatusCode::PAYLOAD_TOO_LARGE.into_response(),
        Ok(Kept::OfNobody) if signed_out => return sign_in_address("unsent", back),
        Ok(Kept::OfNobody) => back.to_owned(),
        Err(error) => {
            tracing::error!(%error, "form not kept");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    };
    match (signed_out, reauthenticate_first) {
        (true, _) => sign_in_address("gone", &again),
        (_, true) => reauthenticate(&again),
        _ => Redirect::to(&format!("{again}#{place}")).into_response(),
    }
}
