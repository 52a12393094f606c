//! Whether somebody is doing something at a page, or it only stands open: what it then looks at by
//! itself is no visit (L1), and keeps no sign-in alive.

use crate::dom::listen;
use std::cell::Cell;

/// For how long somebody counts as active after the last thing they did, in milliseconds.
const ACTIVE: f64 = 60_000.0;

thread_local! {
    /// When something was last done, in milliseconds since 1970. Lives in the browser's one thread.
    static LAST: Cell<f64> = const { Cell::new(0.0) };
}

/// Notes what is done in this page from now on, and calls `act` each time.
pub fn watch(act: impl Fn() + Clone + 'static) {
    LAST.set(js_sys::Date::now());
    for what in ["pointerdown", "keydown", "wheel", "touchmove"] {
        let act = act.clone();
        listen(&leptos::prelude::window(), what, move |_: web_sys::Event| {
            LAST.set(js_sys::Date::now());
            act();
        });
    }
}

/// Whether somebody did something a moment ago.
pub fn is_active() -> bool {
    js_sys::Date::now() - LAST.get() < ACTIVE
}
