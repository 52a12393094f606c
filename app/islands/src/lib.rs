//! What moves in a page, and nothing else: everything in this crate is loaded by browsers. Pages are made
//! by `app` and stand without it; an island takes over a part of one once it is there. Its texts come as
//! properties, in the reader's language.

// The derive of components cannot meet these.
#![expect(
    clippy::must_use_candidate,
    clippy::needless_pass_by_value,
    reason = "islands own their properties"
)]

mod activity;
mod ask;
pub mod bell;
pub mod composer;
mod dom;
pub mod errors;
pub mod live;
pub mod menu;
mod page;
pub mod progress;
pub mod session_watch;
pub mod shortcuts;
mod stream;
mod texts;

/// Begins: the page calls it before its islands.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
