//! What people see: pages, components and server functions. Modules are the places people go;
//! `ui` holds the parts they share.

// The derive of server functions and components cannot meet these.
#![expect(
    clippy::must_use_candidate,
    clippy::needless_pass_by_value,
    reason = "components own their properties"
)]
#![cfg_attr(feature = "ssr", expect(clippy::unused_async, reason = "server functions are async by nature"))]

pub mod account;
pub mod break_glass;
pub mod error;
pub mod invitation;
pub mod language;
pub mod operation;
pub mod organisation;
mod session;
pub mod site;
#[cfg(feature = "ssr")]
pub mod ssr;
#[cfg(feature = "ssr")]
mod status;
pub mod ui;
pub mod workspace;
pub mod workspaces;

// The module `i18n`, generated from `locales/`.
include!(concat!(env!("OUT_DIR"), "/i18n.rs"));

/// Takes the page over from the server.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(site::routes::App);
    // Whoever drives the browser knows from now on that forms are taken here.
    leptos::prelude::request_animation_frame(|| {
        drop(leptos::prelude::document().body().map(|body| body.set_attribute("data-ready", "")));
    });
}
