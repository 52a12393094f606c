//! Who asks: somebody who looks at pages, or a script.

use http::{HeaderMap, header::ACCEPT};

/// Whether whoever sends these headers shows pages to somebody, as against a script that fetches.
pub(crate) fn reads_pages(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}
