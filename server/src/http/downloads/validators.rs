//! Validators of the site's own files (RFC 9110, 8.8), by which browsers and proxies ask whether what they
//! keep is still good: when a file was changed, how large it is, and in which coding it is sent.

use super::conditions::Version;
use axum::{extract::Request, middleware::Next, response::Response};
use chrono::{DateTime, Utc};
use headers::{ContentLength, ContentRange, HeaderMapExt, LastModified};
use http::{
    HeaderMap, HeaderName, HeaderValue, StatusCode,
    header::{
        CONTENT_ENCODING, IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, IF_UNMODIFIED_SINCE, RANGE,
    },
};
use std::time::SystemTime;

/// What a request may make its answer depend on (RFC 9110, 13.1).
const CONDITIONS: [HeaderName; 4] = [IF_MATCH, IF_NONE_MATCH, IF_MODIFIED_SINCE, IF_UNMODIFIED_SINCE];

/// Adds them to what a service of files gives, and answers conditions by them.
pub async fn validators(mut request: Request, next: Next) -> Response {
    let asked = request.headers().clone();
    let headers = request.headers_mut();
    // The service knows no tags: a condition by date would be answered where one by tag comes first.
    for condition in CONDITIONS {
        headers.remove(condition);
    }
    // Units of others are ignored (14.2); of several parts all is given.
    let is_one = |range: &HeaderValue| {
        range.to_str().is_ok_and(|range| range.starts_with("bytes=") && !range.contains(','))
    };
    if !headers.get(RANGE).is_some_and(is_one) {
        headers.remove(RANGE);
    }
    // Whether a part is wanted depends on conditions that are not looked at yet; all of it is never wrong.
    if CONDITIONS.iter().any(|condition| asked.contains_key(condition)) || asked.contains_key(IF_RANGE) {
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
    let part = headers.typed_get::<ContentRange>().and_then(|range| range.bytes_len());
    let size = part.or_else(|| headers.typed_get::<ContentLength>().map(|length| length.0)).unwrap_or(0);
    Some(Version::new(&format!("{:x}-{size:x}-{coding}", changed.timestamp()), Some(changed)))
}
