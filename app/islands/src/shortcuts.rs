//! Keys to work by (W9): `/` looks for something, `j` and `k` go through a list, `g` and a letter go to a place, `?` says
//! which there are. They are single letters, so they can be turned off (WCAG 2.2, 2.1.4), and do nothing while
//! somebody writes.

#![expect(missing_docs, reason = "the macro of islands writes a struct of its properties without any")]

use crate::dom::{all, by_id, first, listen};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlDialogElement, HtmlElement, HtmlInputElement, KeyboardEvent};

/// The dialog that lists them.
pub const DIALOG: &str = "shortcuts";

/// What opens it: there only where scripts run.
pub const OPENER: &str = "shortcuts-opener";

/// In which place of the browser's own it is kept that somebody has turned them off.
const OFF: &str = "luotsi-shortcuts-off";

/// How long after `g` a letter goes to a place.
const AWAITED: Duration = Duration::from_millis(1500);

/// The rows of lists: links as a whole.
const ROWS: &str = "main a.whole";

/// The field in which one looks for something.
const SEARCH: &str = "main form[role=search] input";

/// Where there is such a field, for whoever is elsewhere.
const SEARCH_PAGE: &str = "/workspaces";

/// A place, and the letter that goes there after `g`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The letter.
    pub key: String,
    /// The address.
    pub href: String,
    /// Its name.
    pub name: String,
}

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortcutTexts {
    /// The heading.
    pub title: String,
    /// What `/` does.
    pub search: String,
    /// What `j` does.
    pub next: String,
    /// What `k` does.
    pub previous: String,
    /// What `?` does.
    pub help: String,
    /// The choice to do without.
    pub off: String,
    /// The button that closes it.
    pub close: String,
}

/// Listens to the keys, and says which there are.
#[island]
pub fn Shortcuts(texts: ShortcutTexts, places: Vec<Place>) -> impl IntoView {
    let choice = NodeRef::<leptos::html::Input>::new();
    let listened = places.clone();
    Effect::new(move || {
        let is_off = is_off();
        if let Some(choice) = choice.get_untracked() {
            choice.set_checked(is_off);
        }
        if let Some(opener) = by_id(OPENER) {
            opener.set_hidden(false);
        }
        let awaits = StoredValue::new(false);
        let places = listened.clone();
        listen(&document(), "keydown", move |event: KeyboardEvent| press(&event, awaits, &places));
    });
    let turn = move |event: Event| {
        let choice = event.target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
        keep(choice.is_some_and(|choice| choice.checked()));
    };
    let close = move |_| {
        if let Some(dialog) = dialog() {
            dialog.close();
        }
    };
    let row = |keys: String, text: String| view! { <div><dt><kbd>{keys}</kbd></dt><dd>{text}</dd></div> };
    let places: Vec<_> =
        places.into_iter().map(|place| row(format!("g {}", place.key), place.name)).collect();
    view! {
        <dialog id=DIALOG class="dialog" aria-labelledby="shortcuts-title">
            <h2 id="shortcuts-title">{texts.title}</h2>
            <dl class="facts">
                {row("/".into(), texts.search)}
                {row("j".into(), texts.next)}
                {row("k".into(), texts.previous)}
                {places}
                {row("?".into(), texts.help)}
            </dl>
            <label class="choice">
                <input type="checkbox" node_ref=choice on:change=turn/>
                {texts.off}
            </label>
            <p><button type="button" class="button" on:click=close>{texts.close}</button></p>
        </dialog>
    }
}

fn dialog() -> Option<HtmlDialogElement> {
    by_id(DIALOG)?.dyn_into().ok()
}

/// Whether somebody has turned them off in this browser.
fn is_off() -> bool {
    let kept = window().local_storage().ok().flatten();
    kept.and_then(|kept| kept.get_item(OFF).ok().flatten()).is_some()
}

/// Keeps that they are off, or forgets it. A browser that keeps nothing has them on.
fn keep(off: bool) {
    if let Ok(Some(kept)) = window().local_storage() {
        drop(if off { kept.set_item(OFF, "") } else { kept.remove_item(OFF) });
    }
}

fn press(event: &KeyboardEvent, awaits: StoredValue<bool>, places: &[Place]) {
    let is_with_others = event.ctrl_key() || event.alt_key() || event.meta_key();
    let is_busy = event.default_prevented() || event.is_composing() || is_with_others;
    if is_busy || is_writing(event) || is_off() {
        return;
    }
    let Some(root) = document().document_element() else { return };
    let key = event.key();
    if awaits.try_update_value(std::mem::take).unwrap_or_default() {
        if let Some(place) = places.iter().find(|place| place.key == key) {
            event.prevent_default();
            drop(window().location().assign(&place.href));
        }
        return;
    }
    match key.as_str() {
        "/" => search(&root),
        "j" => step(&root, 1),
        "k" => step(&root, -1),
        "g" => {
            awaits.set_value(true);
            set_timeout(
                move || {
                    let _ = awaits.try_set_value(false);
                },
                AWAITED,
            );
        }
        "?" => {
            if let Some(dialog) = dialog() {
                drop(dialog.show_modal());
            }
        }
        _ => return,
    }
    event.prevent_default();
}

/// Whether the key is a part of what somebody writes or chooses, or of a dialog that is open.
fn is_writing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let fields = "input, textarea, select, [contenteditable], dialog[open]";
    target.is_some_and(|it| it.closest(fields).ok().flatten().is_some())
}

fn search(root: &Element) {
    match first::<HtmlInputElement>(root, SEARCH) {
        Some(field) => {
            drop(field.focus());
            field.select();
        }
        None => drop(window().location().assign(SEARCH_PAGE)),
    }
}

/// Brings the focus to the row after or before the one that has it; at first to the first one.
fn step(root: &Element, by: isize) {
    let rows = all(root, ROWS);
    let active = document().active_element();
    let here = rows.iter().position(|row| active.as_ref() == Some(row));
    let there = here.map_or(Some(0), |here| here.checked_add_signed(by));
    let row = there.and_then(|there| rows.get(there)).and_then(|row| row.dyn_ref::<HtmlElement>());
    drop(row.map(|row| row.focus()));
}
