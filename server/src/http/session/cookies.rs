//! Our own cookies. Over TLS their names bind them to this host alone.

use crate::http::AppState;
use http::{HeaderMap, header::COOKIE};
use time::Duration;
use tower_sessions::cookie::{Cookie, SameSite};

/// The name of a cookie, with the prefix that browsers enforce where there is TLS.
pub(crate) fn name(state: &AppState, name: &str) -> String {
    if state.is_secure() { format!("__Host-{name}") } else { name.to_owned() }
}

/// A `Set-Cookie` value that scripts cannot read.
pub(crate) fn cookie(state: &AppState, plain: &str, value: String, age: Duration) -> String {
    Cookie::build((name(state, plain), value))
        .path("/")
        .http_only(true)
        .secure(state.is_secure())
        .same_site(SameSite::Lax)
        .max_age(age)
        .build()
        .to_string()
}

/// The value of a cookie in a request.
pub(crate) fn read_cookie(state: &AppState, headers: &HeaderMap, plain: &str) -> Option<String> {
    let name = name(state, plain);
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(Cookie::split_parse)
        .flatten()
        .find(|cookie| cookie.name() == name)
        .map(|cookie| cookie.value().to_owned())
}
