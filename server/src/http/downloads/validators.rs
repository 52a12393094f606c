//! Validators of the site's own files (RFC 9110, 8.8), by which browsers and proxies ask whether what they
//! keep is still good: when a file was changed, and in which coding it is sent.

use super::conditions::Version;
use axum::{extract::Request, middleware::Next, response::Response};
use chrono::{DateTime, Utc};
use headers::{HeaderMapExt, LastModified};
use http::{
    HeaderMap, StatusCode,
    header::{
        CONTENT_ENCODING, IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, IF_UNMODIFIED_SINCE, RANGE,
    },
};
use std::time::SystemTime;

/// Adds them to what a service of files gives, and answers conditions by them.
pub async fn validators(mut request: Request, next: Next) -> Response {
    let asked = request.headers().clone();
    let headers = request.headers_mut();
    // The service knows no tags: a condition by date would be answered where one by tag comes first.
    for condition in [IF_MATCH, IF_NONE_MATCH, IF_MODIFIED_SINCE, IF_UNMODIFIED_SINCE] {
        headers.remove(condition);
    }
    // The rest of something: whether of this is not known yet, and all of it is never wrong.
    if headers.contains_key(IF_RANGE) {
        headers.remove(RANGE);
    }
    let response = next.run(request).await;
    let is_content = matches!(response.status(), StatusCode::OK | StatusCode::PARTIAL_CONTENT);
    let Some(version) = version_of(response.headers()).filter(|_| is_content) else { return response };
    version.refused(&asked).unwrap_or_else(|| version.on(response))
}

fn version_of(headers: &HeaderMap) -> Option<Version> {
    let changed = DateTime::<Utc>::from(SystemTime::from(headers.typed_get::<LastModified>()?));
    let coding = headers.get(CONTENT_ENCODING).and_then(|coding| coding.to_str().ok()).unwrap_or("identity");
    Some(Version::new(&format!("{:x}-{coding}", changed.timestamp()), Some(changed)))
}
