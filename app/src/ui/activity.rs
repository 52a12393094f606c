//! Whether somebody is doing something at a page, or it only stands open: what it then looks at by
//! itself is no visit (L1), and keeps no sign-in alive.

use leptos::{ev, prelude::*};
use std::cell::Cell;

/// For how long somebody counts as active after the last thing they did, in milliseconds.
const ACTIVE: f64 = 60_000.0;

thread_local! {
    /// When something was last done, in milliseconds since 1970. Lives in the browser's one thread.
    static LAST: Cell<f64> = const { Cell::new(0.0) };
}

/// Notes what is done at the page from now on, until its owner is gone. Runs in browsers only.
pub fn watch_activity() {
    let note = || LAST.set(js_sys::Date::now());
    // Whoever has just opened the page did something.
    note();
    let listeners = [
        window_event_listener(ev::pointerdown, move |_| note()),
        window_event_listener(ev::keydown, move |_| note()),
        window_event_listener(ev::wheel, move |_| note()),
        window_event_listener(ev::touchmove, move |_| note()),
    ];
    on_cleanup(move || listeners.into_iter().for_each(WindowListenerHandle::remove));
}

/// Whether somebody did something a moment ago. Runs in browsers only.
pub fn is_active() -> bool {
    js_sys::Date::now() - LAST.get() < ACTIVE
}
