//! As what a request of somebody who is signed in is counted.

use app::{
    operation::{Cost, operations},
    workspace::SEARCH_WORKSPACE,
    workspaces::SEARCH_WORKSPACES,
};
use axum::extract::MatchedPath;
use contract::desk::RequestContext;
use http::{Extensions, Method};
use std::{collections::HashMap, sync::LazyLock};

/// The costs of the server functions, by their addresses.
static COSTS: LazyLock<HashMap<&str, Cost>> =
    LazyLock::new(|| operations().map(|operation| (operation.path, operation.cost)).collect());

/// What of a person's requests is counted apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    /// As a server function says.
    As(Cost),
    /// A package, or a part of one.
    Package,
}

/// How a request of a person is counted: by the function that it calls, or the route it matched.
pub(super) fn counted(method: &Method, path: &str, extensions: &Extensions) -> Counted {
    if looks_for_something(extensions) {
        return Counted::As(Cost::Searching);
    }
    by_route(method, path, extensions.get::<MatchedPath>().map(MatchedPath::as_str))
}

fn by_route(method: &Method, path: &str, route: Option<&str>) -> Counted {
    match (method, route) {
        (&Method::POST, Some("/workspaces/{id}/files")) => Counted::As(Cost::Sending),
        // Making a document is as much work.
        (_, Some("/workspaces/{id}/letter")) => Counted::As(Cost::Searching),
        (_, Some("/workspaces/{id}/package")) => Counted::Package,
        _ => Counted::As(COSTS.get(path).copied().unwrap_or(Cost::Ordinary)),
    }
}

/// Whether a page was asked for with what is looked for, however its address is written.
fn looks_for_something(extensions: &Extensions) -> bool {
    let rejected = extensions.get::<RequestContext>().and_then(|context| context.rejected.as_ref());
    rejected.is_some_and(|form| [SEARCH_WORKSPACE, SEARCH_WORKSPACES].contains(&form.function.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_function_is_counted_as_it_says() {
        let post = |path| by_route(&Method::POST, path, Some(path));
        assert_eq!(post("/api/send_message"), Counted::As(Cost::Sending));
        assert_eq!(post("/api/search_workspace"), Counted::As(Cost::Searching));
        assert_eq!(post("/api/confirm_bulk_action"), Counted::As(Cost::Notifying));
        assert_eq!(post("/api/open_workspace"), Counted::As(Cost::Ordinary));
        assert_eq!(post("/workspaces/{id}/files"), Counted::As(Cost::Sending));
        let get = |route| by_route(&Method::GET, "/workspaces/x/package", Some(route));
        assert_eq!(get("/workspaces/{id}/package"), Counted::Package);
        assert_eq!(get("/workspaces/{id}"), Counted::As(Cost::Ordinary));
    }
}
