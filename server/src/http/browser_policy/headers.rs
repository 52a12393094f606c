//! The headers of every response, errors included.

use crate::http::AppState;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{
    HeaderName, HeaderValue, StatusCode,
    header::{
        CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
        VARY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
    },
};

const ALWAYS: [(HeaderName, &str); 7] = [
    // What `frame-ancestors` says, for browsers and scanners that know only this.
    (X_FRAME_OPTIONS, "DENY"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Our own pages learn where a form came from; nobody else learns anything.
    (REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("reporting-endpoints"), "csp=\"/csp-report\""),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=()"),
];

/// For everything that is not a page with a policy of its own.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'; report-uri /csp-report; report-to csp";

/// Whether an address names a file by its content, `/pkg/luotsi.DIGEST.css`, or by its version, as fonts.
fn is_asset(path: &str) -> bool {
    let name = path.strip_prefix("/pkg/").or_else(|| path.strip_prefix("/fonts/"));
    name.is_some_and(|name| name.split('.').count() > 2)
}

/// What anybody gets alike, without being signed in.
const PUBLIC: [&str; 4] = ["/favicon.svg", "/favicon.ico", "/robots.txt", "/.well-known/security.txt"];

/// Pages that may stand in an index of the web.
const INDEXED: [&str; 2] = ["/", "/sign-in"];

/// How an answer may be kept.
fn cache(path: &str, status: StatusCode) -> &'static str {
    let fits = status.is_success() || status.is_redirection();
    match () {
        // Assets carry a digest of their content in their names.
        () if fits && is_asset(path) => "public, max-age=31536000, immutable",
        () if fits && PUBLIC.contains(&path) => "public, max-age=86400",
        // All else may be personal.
        () => "no-store",
    }
}

/// Adds them.
pub async fn headers(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    let status = response.status();
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(POLICY));
    // What did not change has no content that would have a kind (RFC 9110, 15.4.5).
    if status != StatusCode::NOT_MODIFIED {
        headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static("text/plain; charset=utf-8"));
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache(&path, status)));
    if path.starts_with("/pkg/") {
        // Of these there are compressed ones (RFC 9110, 12.5.5).
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    }
    if !INDEXED.contains(&path.as_str()) && !is_asset(&path) {
        headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    }
    if state.is_secure() {
        let hsts = HeaderValue::from_static("max-age=63072000; includeSubDomains");
        headers.insert(STRICT_TRANSPORT_SECURITY, hsts);
    }
    response
}
