//! What became of a form, on its way to the page that says so. What was done is named by a cookie that lasts
//! until then, and says nothing of anybody; what was not is kept, and named by the address.

use crate::http::{AppState, cookie, pages::reader::reads_pages, read_cookie};
use app::operation::operations;
use axum::{extract::Request, response::Response};
use contract::{ApiError, desk::RejectedForm, local_path};
use domain::people::session::{SignedIn, rejected_form};
use http::{
    HeaderMap, HeaderValue, Method,
    header::{REFERER, SET_COOKIE},
};
use time::Duration;
use uuid::Uuid;

const COOKIE: &str = "luotsi-done";

/// How long a page may take to be asked for.
const VALID: Duration = Duration::minutes(1);

/// The cookie that says that a function was done.
pub fn done(state: &AppState, function: &str) -> String {
    cookie(state, COOKIE, function.to_owned(), VALID)
}

/// What was done by a form that led to this page. A page that looks again says nothing twice; one that sent
/// a form says what is said on it alone.
pub fn done_before(state: &AppState, request: &Request, live: Option<&str>) -> Option<String> {
    let (path, headers) = (request.uri().path(), request.headers());
    let says = match live {
        None => true,
        Some("answer") => came_from(state, headers).split('?').next() == Some(path),
        Some(_) => false,
    };
    let is_page = *request.method() == Method::GET && says && reads_pages(headers);
    if is_page { take(state, headers) } else { None }
}

/// What was done, by the cookie of a request. Only what is a function of ours.
fn take(state: &AppState, headers: &HeaderMap) -> Option<String> {
    let named = read_cookie(state, headers, COOKIE)?;
    operations().any(|operation| operation.path.rsplit('/').next() == Some(&*named)).then_some(named)
}

/// A response that has said it.
pub fn said(state: &AppState, mut response: Response) -> Response {
    if let Ok(gone) = HeaderValue::from_str(&cookie(state, COOKIE, String::new(), Duration::ZERO)) {
        response.headers_mut().append(SET_COOKIE, gone);
    }
    response
}

/// The page with the form: the path of the referrer, if that is ours.
pub(crate) fn came_from(state: &AppState, headers: &HeaderMap) -> String {
    let referrer = headers.get(REFERER).and_then(|referrer| referrer.to_str().ok()).unwrap_or_default();
    let path = referrer.strip_prefix(&state.public_url).unwrap_or_default();
    local_path(path).to_owned()
}

/// The form that came back, when the address names one of this person's.
pub async fn rejected(
    state: &AppState,
    signed_in: Option<SignedIn>,
    query: Option<&str>,
) -> Option<RejectedForm> {
    let person = signed_in?.person();
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query?).ok()?;
    let id: Uuid = pairs.into_iter().find(|(name, _)| name == "again")?.1.parse().ok()?;
    match rejected_form::find(&state.services, person, id).await {
        Ok(found) => serde_json::from_slice(&found?).ok(),
        Err(error) => {
            tracing::warn!(%error, "returned form does not open");
            Some(RejectedForm { function: String::new(), error: Some(ApiError::Internal), fields: vec![] })
        }
    }
}
