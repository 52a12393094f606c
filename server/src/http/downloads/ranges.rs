//! Parts of what is downloaded (RFC 9110, section 14).

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::{
    HeaderMap, StatusCode,
    header::{ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, HeaderValue, RANGE},
};
use http_range_header::{EndPosition, StartPosition};
use std::ops::Range;

/// The one part that is asked for. Several, or what is no range of bytes, is answered with the whole, as RFC
/// 9110 allows; one that begins beyond the end with an empty range, which [`respond`] refuses (15.5.17).
pub fn part(headers: &HeaderMap, size: u64) -> Range<u64> {
    let asked = headers.get(RANGE).and_then(|range| range.to_str().ok());
    let asked = asked.and_then(|range| http_range_header::parse_range_header(range).ok());
    let Some(mut asked) = asked else { return 0..size };
    for range in &mut asked.ranges {
        // What ends beyond the end ends with it (14.1.2).
        match (range.start, range.end) {
            (StartPosition::Index(_), EndPosition::Index(end)) if end >= size => {
                range.end = EndPosition::LastByte;
            }
            (StartPosition::FromLast(count), _) if count > size => range.start = StartPosition::Index(0),
            _ => {}
        }
    }
    match asked.validate(size).as_deref() {
        Ok([one]) => *one.start()..*one.end() + 1,
        Err(_) if size > 0 => size..size,
        _ => 0..size,
    }
}

/// A response with a part of so many bytes, or all of them.
pub fn respond(range: Range<u64>, size: u64, content: Body) -> Response {
    if range == (size..size) && size > 0 {
        let of = [(CONTENT_RANGE, format!("bytes */{size}"))];
        return (StatusCode::RANGE_NOT_SATISFIABLE, of).into_response();
    }
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
    use super::{part, respond};
    use axum::body::Body;
    use http::{
        HeaderMap, StatusCode,
        header::{CONTENT_RANGE, RANGE},
    };

    #[test]
    fn one_range_is_given_and_anything_else_is_the_whole() {
        let asked = |range: &str| part(&HeaderMap::from_iter([(RANGE, range.parse().unwrap())]), 10);
        assert_eq!(asked("bytes=2-5"), 2..6);
        assert_eq!(asked("bytes=7-"), 7..10);
        assert_eq!(asked("bytes=-3"), 7..10);
        assert_eq!(part(&HeaderMap::new(), 10), 0..10);
        for odd in ["bytes=1-2,4-5", "lines=1-2", "bytes=x"] {
            assert_eq!(asked(odd), 0..10, "{odd:?}");
        }
        assert_eq!(asked("bytes=4-99999999"), 4..10);
        assert_eq!(asked("bytes=-99"), 0..10);
        assert_eq!(asked("bytes=20-30"), 10..10);
        let beyond = respond(asked("bytes=20-30"), 10, Body::empty());
        assert_eq!(beyond.status(), StatusCode::RANGE_NOT_SATISFIABLE);
        assert_eq!(beyond.headers()[CONTENT_RANGE], "bytes */10");
    }
}
