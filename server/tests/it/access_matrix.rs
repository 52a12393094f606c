//! P5 over HTTP: every actor against every address, in every state, by every method. What is not
//! theirs and what is not there are the same bytes, and each denial is audited.

mod outside;
pub mod place;
mod roles;
mod strangers;
pub mod table;

use leptos_axum::generate_route_list;
use std::collections::BTreeSet;
use table::{
    CREATE, FOR_EVERYBODY, OF_A_WORKSPACE, OF_COUNSELORS, OF_MAIN_USERS, OF_ORGANISATION, OF_SUPERVISION,
    OF_SUPERVISORS, OF_UNBOUND, OPEN_PAGES, OTHERS, OWN_PAGES, PAGES, READ_UNBOUND,
};

/// Every page of the table.
fn pages() -> impl Iterator<Item = &'static str> {
    [&PAGES[..], &OF_SUPERVISION, &OF_ORGANISATION, &OWN_PAGES, &OPEN_PAGES].into_iter().flatten().copied()
}

#[test]
fn every_function_is_in_the_table() {
    let of_roles = OF_A_WORKSPACE.iter().chain(&OF_MAIN_USERS).chain(&OF_COUNSELORS).chain(&OF_SUPERVISORS);
    let mut known: BTreeSet<&str> = of_roles.map(|(name, _)| *name).collect();
    known.extend(FOR_EVERYBODY);
    known.extend([CREATE.0, OF_UNBOUND.0, READ_UNBOUND]);
    let there: BTreeSet<&str> = leptos::server_fn::axum::server_fn_paths()
        .map(|(path, _)| path.trim_start_matches("/api/"))
        .collect();
    assert_eq!(there, known);
}

/// An address without the names of what stands in it.
fn bare(path: &str) -> String {
    let part = |part: &str| if part.starts_with([':', '{']) { "*".to_owned() } else { part.to_owned() };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// The addresses that a source file gives to the router by hand.
fn routed(source: &str) -> impl Iterator<Item = &str> {
    let calls = source.split(".route(").chain(source.split(".route_service(")).skip(1);
    calls.filter_map(|call| call.trim_start().strip_prefix('"')?.split('"').next())
}

#[tokio::test]
async fn every_route_is_in_the_table() {
    let known: BTreeSet<String> = pages()
        .chain(OTHERS.iter().map(|(_, path, _)| *path))
        .chain(["/workspaces/{w}/files"])
        .map(bare)
        .collect();
    let pages = generate_route_list(app::site::routes::App);
    let mut there: BTreeSet<String> = pages.iter().map(|page| bare(page.path())).collect();
    there.extend(routed(include_str!("../../src/http/router.rs")).map(bare));
    there.retain(|path| !path.starts_with("/api/"));
    assert_eq!(there, known);
}
