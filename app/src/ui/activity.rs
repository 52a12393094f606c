//! Whether somebody is doing something at a page, or it only stands open: what it then looks at by
//! itself is no visit (L1), and keeps no sign-in alive.

use leptos::{ev, prelude::*};
use std::cell::Cell;
use wasm_bindgen::{JsCast, closure::Closure};

/// For how long somebody counts as active after the last thing they did, in milliseconds.
const ACTIVE: f64 = 60_000.0;

thread_local! {
    /// When something was last done, in milliseconds since 1970. Lives in the browser's one thread.
    static LAST: Cell<f64> = const { Cell::new(0.0) };
}

/// Notes what is done in this browser's page from now on. Runs in browsers only.
pub fn watch_activity() {
    // Pages that are made anew by themselves ask again: only the first time somebody has just come.
    if LAST.get() > 0.0 {
        return;
    }
    let note = || LAST.set(js_sys::Date::now());
    note();
    let noted = Closure::<dyn Fn()>::new(note);
    for what in ["pointerdown", "keydown", "wheel", "touchmove"] {
        let _ = window().add_event_listener_with_callback(what, noted.as_ref().unchecked_ref());
    }
    // For as long as the page lives.
    noted.forget();
}

/// Calls `act` whenever somebody does something at the page, while its owner lives.
pub fn when_active(act: impl Fn() + Copy + 'static) {
    Effect::new(move || {
        let listeners = [
            window_event_listener(ev::pointerdown, move |_| act()),
            window_event_listener(ev::keydown, move |_| act()),
            window_event_listener(ev::wheel, move |_| act()),
            window_event_listener(ev::touchmove, move |_| act()),
        ];
        on_cleanup(move || listeners.into_iter().for_each(WindowListenerHandle::remove));
    });
}

/// Whether somebody did something a moment ago. Runs in browsers only.
pub fn is_active() -> bool {
    js_sys::Date::now() - LAST.get() < ACTIVE
}
