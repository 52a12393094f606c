//! What a form did, on its way to the page that says so: in a cookie that lasts until then. It names a
//! function, and nothing of anybody.

use crate::http::{AppState, cookie, read_cookie};
use app::operation::operations;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, header::SET_COOKIE};
use time::Duration;

const COOKIE: &str = "luotsi-done";

/// How long a page may take to be asked for.
const VALID: Duration = Duration::minutes(1);

/// The cookie that says that a function was done.
pub fn done(state: &AppState, function: &str) -> String {
    cookie(state, COOKIE, function.to_owned(), VALID)
}

/// What was done, by the cookie of a request. Only what is a function of ours.
pub fn take(state: &AppState, headers: &HeaderMap) -> Option<String> {
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
