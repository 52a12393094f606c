//! Looking on while others work in the workspace: server-sent events. Without scripts, or when
//! nothing comes through, the page is as good as when it was loaded.

use crate::ui::watch_activity;
use contract::{WorkspaceId, person::Side};
use leptos::{ev, prelude::*};
use std::{cell::RefCell, collections::HashMap, time::Duration};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{EventSource, MessageEvent};

/// For how long somebody counts as here who has not said so again.
const HERE: Duration = Duration::from_secs(45);

thread_local! {
    /// What is followed, by key. Lives in the browser's one thread.
    static FOLLOWED: RefCell<HashMap<u32, EventSource>> = RefCell::default();
    static NEXT: RefCell<u32> = const { RefCell::new(0) };
}

/// Follows a workspace while the page is shown. `look` is called when there is something new to be
/// seen, and only while somebody sees it: what comes meanwhile waits until the page is looked at
/// again. `revision` is that of the page: what happened since then is told at once. Gives who is
/// here on the other side.
pub fn follow(workspace: WorkspaceId, revision: i64, look: Callback<()>) -> ReadSignal<Option<Side>> {
    let (here, set_here) = signal(None);
    let waiting = StoredValue::new(false);
    Effect::new(move || {
        watch_activity();
        let changed = move || {
            if document().hidden() {
                waiting.set_value(true);
            } else {
                look.run(());
            }
        };
        let shown = window_event_listener(ev::visibilitychange, move |_| {
            if !document().hidden() && waiting.get_value() {
                waiting.set_value(false);
                look.run(());
            }
        });
        let key = open(&format!("/workspaces/{workspace}/events?since={revision}"), changed, set_here);
        on_cleanup(move || {
            shown.remove();
            if let Some(source) =
                key.and_then(|key| FOLLOWED.with_borrow_mut(|followed| followed.remove(&key)))
            {
                source.close();
            }
        });
    });
    here
}

fn open(url: &str, changed: impl Fn() + Copy + 'static, set_here: WriteSignal<Option<Side>>) -> Option<u32> {
    let source = EventSource::new(url).ok()?;
    let on_changed = Closure::<dyn Fn()>::new(changed);
    let here = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let side = match event.data().as_string().as_deref() {
            Some("customer") => Side::Customer,
            _ => Side::Counselor,
        };
        beat(set_here, side);
    });
    // After every opening but the first, something may have been missed.
    let opened = RefCell::new(false);
    let on_open = Closure::<dyn Fn()>::new(move || {
        if opened.replace(true) {
            changed();
        }
    });
    source.add_event_listener_with_callback("changed", on_changed.as_ref().unchecked_ref()).ok()?;
    source.add_event_listener_with_callback("here", here.as_ref().unchecked_ref()).ok()?;
    source.add_event_listener_with_callback("open", on_open.as_ref().unchecked_ref()).ok()?;
    // The browser lets go of them with the source.
    on_changed.forget();
    here.forget();
    on_open.forget();
    let key = NEXT.with_borrow_mut(|next| {
        *next += 1;
        *next
    });
    FOLLOWED.with_borrow_mut(|followed| followed.insert(key, source));
    Some(key)
}

/// Somebody is here, until they have not said so for a while.
fn beat(set_here: WriteSignal<Option<Side>>, side: Side) {
    thread_local! {
        static LAST: RefCell<u32> = const { RefCell::new(0) };
    }
    let this = LAST.with_borrow_mut(|last| {
        *last += 1;
        *last
    });
    let _ = set_here.try_set(Some(side));
    let gone = move || {
        if LAST.with_borrow(|last| *last == this) {
            let _ = set_here.try_set(None);
        }
    };
    set_timeout(gone, HERE);
}
