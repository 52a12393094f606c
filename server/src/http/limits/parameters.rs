//! What no form of ours sends is refused: one name twice (ASVS 15.3.7), and NUL, which not every
//! database can keep.

use super::refused_body::refused_body;
use axum::{
    body::{Body, to_bytes},
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{StatusCode, header::CONTENT_TYPE};
use std::collections::HashSet;

/// The largest form that is looked at.
const LARGEST: usize = 256 * 1024;

/// Looks at the address, and at what a form holds.
pub async fn parameters(request: Request, next: Next) -> Response {
    let uri = request.uri();
    if uri.path().contains("%00") || !uri.query().is_none_or(|query| is_good(query.as_bytes())) {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let is_form = request
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    if !is_form {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let form = match to_bytes(body, LARGEST).await {
        Ok(form) => form,
        Err(error) => return refused_body(&error).into_response(),
    };
    if !is_good(&form) {
        return StatusCode::BAD_REQUEST.into_response();
    }
    next.run(Request::from_parts(parts, Body::from(form))).await
}

/// Whether each name is there once. Text with NUL in a field is for the field's own check to name.
fn is_good(pairs: &[u8]) -> bool {
    let mut names = HashSet::new();
    url::form_urlencoded::parse(pairs).all(|(name, _)| !name.contains('\0') && names.insert(name))
}

#[cfg(test)]
mod tests {
    use super::is_good;

    #[test]
    fn each_name_is_there_once() {
        assert!(is_good(b"") && is_good(b"a=1&b=2") && is_good(b"files[0]=1&files[1]=2"));
        assert!(!is_good(b"a=1&a=2") && !is_good(b"a=1&%61=2") && !is_good(b"a%00=1"));
    }
}
