//! Parts of what is downloaded (RFC 9110, section 14).

use axum::{body::Body, response::Response};
use http::{
    HeaderMap, StatusCode,
    header::{ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, HeaderValue, RANGE},
};
use std::ops::Range;

/// The one part that is asked for. Anything else is answered with the whole, as RFC 9110 allows.
pub fn part(headers: &HeaderMap, size: u64) -> Range<u64> {
    let asked = headers.get(RANGE).and_then(|range| range.to_str().ok());
    let asked = asked.and_then(|range| http_range_header::parse_range_header(range).ok());
    let asked = asked.and_then(|asked| asked.validate(size).ok());
    match asked.as_deref() {
        Some([one]) => *one.start()..*one.end() + 1,
        _ => 0..size,
    }
}

/// A response with a part of so many bytes, or all of them.
pub fn respond(range: Range<u64>, size: u64, content: Body) -> Response {
    let mut response = Response::new(content);
    let headers = response.headers_mut();
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(range.end - range.start));
    if range != (0..size) {
        let of = format!("bytes {}-{}/{size}", range.start, range.end.saturating_sub(1));
        headers.extend(HeaderValue::try_from(of).ok().map(|of| (CONTENT_RANGE, of)));
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    response
}

#[cfg(test)]
mod tests {
    use super::part;
    use http::{HeaderMap, header::RANGE};

    #[test]
    fn one_range_is_given_and_anything_else_is_the_whole() {
        let asked = |range: &str| part(&HeaderMap::from_iter([(RANGE, range.parse().unwrap())]), 10);
        assert_eq!(asked("bytes=2-5"), 2..6);
        assert_eq!(asked("bytes=7-"), 7..10);
        assert_eq!(asked("bytes=-3"), 7..10);
        assert_eq!(part(&HeaderMap::new(), 10), 0..10);
        for odd in ["bytes=20-30", "bytes=1-2,4-5", "lines=1-2", "bytes=5-2"] {
            assert_eq!(asked(odd), 0..10, "{odd:?}");
        }
    }
}
