//! Pages as they leave: without the marks by which the framework would take them over in browsers. Only
//! islands are taken over, and keep theirs.

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{
    StatusCode,
    header::{CONTENT_LENGTH, CONTENT_TYPE},
};

/// The largest page: it is ours, and was made whole.
const LARGEST: usize = 64 << 20;

/// Takes the marks out of pages.
pub async fn documents(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let kind = response.headers().get(CONTENT_TYPE);
    if !kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let page = to_bytes(body, LARGEST).await.ok().and_then(|bytes| String::from_utf8(bytes.into()).ok());
    let Some(page) = page else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(without_marks(&page)))
}

/// A page without comments, but for those in islands, and without what follows its end.
fn without_marks(page: &str) -> String {
    let page = page.split_once("</html>").map_or(page, |(page, _)| page);
    let mut bare = String::with_capacity(page.len());
    // Whether the innermost island, or what stands in it of the page, is taken over.
    let mut within = vec![false];
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        let (text, from) = rest.split_at(start);
        bare.push_str(text);
        let is_taken = within.last() == Some(&true);
        let length = if !is_taken && from.starts_with("<!>") {
            rest = &from["<!>".len()..];
            continue;
        } else if !is_taken && from.starts_with("<!--") {
            rest = from.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        } else if from.starts_with("<leptos-island") {
            within.push(true);
            1
        } else if from.starts_with("<leptos-children") {
            within.push(false);
            1
        } else if from.starts_with("</leptos-island") || from.starts_with("</leptos-children") {
            within.pop();
            1
        } else {
            1
        };
        let (mark, after) = from.split_at(length);
        bare.push_str(mark);
        rest = after;
    }
    bare.push_str(rest);
    // The framework's own, in which nothing is left.
    let mut bare = bare.replace("<script></script>", "");
    if bare.contains("<html") {
        bare.push_str("</html>");
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::without_marks;

    #[test]
    fn only_islands_keep_their_marks() {
        let page = "<!DOCTYPE html><html><p>a<!>b<!--s-1-o-->c &lt;!&gt;</p><leptos-island data-props=\"<!>\">x<!>y\
                    <leptos-children>p<!>q</leptos-children><!></leptos-island><!>z</html><script>1</script>";
        let bare = "<!DOCTYPE html><html><p>abc &lt;!&gt;</p><leptos-island data-props=\"<!>\">x<!>y\
                    <leptos-children>pq</leptos-children><!></leptos-island>z</html>";
        assert_eq!(without_marks(page), bare);
        assert_eq!(without_marks("no page"), "no page");
    }
}
