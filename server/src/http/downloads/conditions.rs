//! Conditional requests for what has a tag (RFC 9110, section 13): in the order of 13.2.2.

use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use headers::{
    ETag, HeaderMapExt, IfMatch, IfModifiedSince, IfNoneMatch, IfRange, IfUnmodifiedSince, LastModified,
};
use http::{HeaderMap, StatusCode, header::IF_MATCH};
use std::time::SystemTime;

/// What there is, as its headers say it.
#[derive(Clone, Debug)]
pub struct Version {
    tag: Option<ETag>,
    changed: Option<LastModified>,
}

impl Version {
    /// With a tag, without its quotation marks, and when it was last changed, where that is known.
    pub fn new(tag: &str, changed: Option<DateTime<Utc>>) -> Self {
        Self {
            tag: format!("\"{tag}\"").parse().ok(),
            changed: changed.map(|at| LastModified::from(SystemTime::from(at))),
        }
    }

    /// The answer in place of the content, where the conditions want none: that it did not change, or that
    /// it is another one.
    pub fn refused(&self, asked: &HeaderMap) -> Option<Response> {
        if let (Some(wanted), Some(tag)) = (asked.typed_get::<IfMatch>(), &self.tag)
            && !wanted.precondition_passes(tag)
        {
            return Some(StatusCode::PRECONDITION_FAILED.into_response());
        }
        // A date counts only where no tag does (RFC 9110, 13.2.2).
        if !asked.contains_key(IF_MATCH)
            && let (Some(wanted), Some(changed)) = (asked.typed_get::<IfUnmodifiedSince>(), self.changed)
            && !wanted.precondition_passes(changed.into())
        {
            return Some(StatusCode::PRECONDITION_FAILED.into_response());
        }
        let same = match (asked.typed_get::<IfNoneMatch>(), &self.tag) {
            (Some(known), Some(tag)) => !known.precondition_passes(tag),
            (Some(_), None) => false,
            (None, _) => match (asked.typed_get::<IfModifiedSince>(), self.changed) {
                (Some(since), Some(changed)) => !since.is_modified(changed.into()),
                _ => false,
            },
        };
        same.then(|| self.on(StatusCode::NOT_MODIFIED.into_response()))
    }

    /// Whether a part fits the rest that the asker has; without saying of what, it does.
    pub fn continues(&self, asked: &HeaderMap) -> bool {
        let Some(rest) = asked.typed_get::<IfRange>() else {
            // One that cannot be read is one of something else.
            return !asked.contains_key(http::header::IF_RANGE);
        };
        !rest.is_modified(self.tag.as_ref(), self.changed.as_ref())
    }

    /// A response with these headers.
    pub fn on(&self, mut response: Response) -> Response {
        let headers = response.headers_mut();
        if let Some(tag) = &self.tag {
            headers.typed_insert(tag.clone());
        }
        if let Some(changed) = self.changed {
            headers.typed_insert(changed);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::Version;
    use http::{HeaderMap, HeaderName, StatusCode, header};

    fn asked(name: HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn conditions_are_answered_as_rfc_9110_has_it() {
        let changed = "2026-02-28T12:00:00Z".parse().unwrap();
        let version = Version::new("abc", Some(changed));
        let status = |name, value| version.refused(&asked(name, value)).map(|answer| answer.status());
        assert_eq!(status(header::IF_NONE_MATCH, "\"abc\""), Some(StatusCode::NOT_MODIFIED));
        assert_eq!(status(header::IF_NONE_MATCH, "W/\"abc\", \"x\""), Some(StatusCode::NOT_MODIFIED));
        assert_eq!(status(header::IF_NONE_MATCH, "\"x\""), None);
        assert_eq!(status(header::IF_MATCH, "\"x\""), Some(StatusCode::PRECONDITION_FAILED));
        assert_eq!(status(header::IF_MATCH, "\"abc\""), None);
        let same = "Sat, 28 Feb 2026 12:00:00 GMT";
        assert_eq!(status(header::IF_MODIFIED_SINCE, same), Some(StatusCode::NOT_MODIFIED));
        assert_eq!(status(header::IF_MODIFIED_SINCE, "Fri, 27 Feb 2026 12:00:00 GMT"), None);
        let before = "Fri, 27 Feb 2026 12:00:00 GMT";
        assert_eq!(status(header::IF_UNMODIFIED_SINCE, before), Some(StatusCode::PRECONDITION_FAILED));
        assert_eq!(status(header::IF_UNMODIFIED_SINCE, same), None);
        let continues = |value| version.continues(&asked(header::IF_RANGE, value));
        assert!(version.continues(&HeaderMap::new()) && continues("\"abc\"") && continues(same));
        assert!(!continues("\"x\"") && !continues("W/\"abc\"") && !continues("nonsense"));
    }
}
