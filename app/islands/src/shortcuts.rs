//! Keys to work by (W9): `/` looks for something, `j` and `k` go through a list, `g` and a letter go to a place, `?` says
//! which there are. They are single letters, so they can be turned off (WCAG 2.2, 2.1.4), and do nothing while
//! somebody writes.

use crate::dom::{all, by_id, first, focus_if_free, listen};
use leptos::prelude::*;
use std::{cell::Cell, time::Duration};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlDialogElement, HtmlElement, HtmlInputElement, KeyboardEvent};

/// The dialog that lists them.
pub const DIALOG: &str = "shortcuts";

/// What opens it: there only where scripts run.
pub const OPENER: &str = "shortcuts-opener";

/// The menu that has the opener.
const MENU: &str = "header details.menu > summary";

/// The choice to do without them.
pub const CHOICE: &str = "shortcuts-off";

/// In which place of the browser's own it is kept that somebody has turned them off.
const OFF: &str = "luotsi-shortcuts-off";

/// How long after `g` a letter goes to a place.
const AWAITED: Duration = Duration::from_millis(1500);

/// The rows of lists: links as a whole.
const ROWS: &str = "main a.whole";

/// The field in which one looks for something.
const SEARCH: &str = "main form[role=search] input";

/// Where there is such a field, for whoever has that place and is elsewhere.
const SEARCH_PAGE: &str = "/workspaces";

/// What an address ends with that leads to the field.
const FOCUS_SEARCH: &str = "#search";

thread_local! {
    /// Whether they are off in this page, also where the browser keeps nothing. Lives in the browser's one thread.
    static OFF_HERE: Cell<bool> = const { Cell::new(false) };
}

/// A place, and the letter that goes there after `g`.
#[derive(Clone, Debug)]
struct Place {
    key: String,
    href: String,
}

/// The places that the dialog lists.
fn places() -> Vec<Place> {
    let listed = by_id(DIALOG).map(|dialog| all(&dialog, "[data-key]")).unwrap_or_default();
    let attribute = |row: &Element, name| row.get_attribute(name).unwrap_or_default();
    listed
        .iter()
        .map(|row| Place { key: attribute(row, "data-key"), href: attribute(row, "data-href") })
        .collect()
}

/// Listens to the keys. What the dialog says stands in the page.
#[island]
pub fn Shortcuts() -> impl IntoView {
    Effect::new(move || {
        let is_off = is_off();
        OFF_HERE.set(is_off);
        if let Some(choice) = by_id(CHOICE).and_then(|it| it.dyn_into::<HtmlInputElement>().ok()) {
            choice.set_checked(is_off);
            let turned = choice.clone();
            listen(&choice, "change", move |_: Event| keep(turned.checked()));
        }
        let comes_to_search = window().location().hash().is_ok_and(|hash| hash == FOCUS_SEARCH);
        if let Some(root) = document().document_element().filter(|_| comes_to_search) {
            drop(first::<HtmlInputElement>(&root, SEARCH).map(|field| field.focus()));
        }
        if let Some(opener) = by_id(OPENER) {
            opener.set_hidden(false);
        }
        if let Some(dialog) = dialog() {
            // Opened from the menu, which is closed by now, it has nowhere to go back to.
            listen(&dialog, "close", |_: Event| {
                let menu = document().query_selector(MENU).ok().flatten();
                if let Some(menu) = menu.and_then(|menu| menu.dyn_into::<HtmlElement>().ok()) {
                    focus_if_free(&menu);
                }
            });
        }
        let (awaits, places) = (StoredValue::new(Awaits::default()), places());
        listen(&document(), "keydown", move |event: KeyboardEvent| press(&event, awaits, &places));
    });
}

fn dialog() -> Option<HtmlDialogElement> {
    by_id(DIALOG)?.dyn_into().ok()
}

/// Whether somebody has turned them off in this browser. In one that keeps nothing they are off until they are
/// turned on in a page.
fn is_off() -> bool {
    let kept = window().local_storage().ok().flatten();
    kept.is_none_or(|kept| kept.get_item(OFF).ok().flatten().is_some())
}

/// Keeps that they are off, or forgets it.
fn keep(off: bool) {
    OFF_HERE.set(off);
    if let Ok(Some(kept)) = window().local_storage() {
        drop(if off { kept.set_item(OFF, "") } else { kept.remove_item(OFF) });
    }
}

fn press(event: &KeyboardEvent, awaits: StoredValue<Awaits>, places: &[Place]) {
    let is_with_others = event.ctrl_key() || event.alt_key() || event.meta_key();
    let is_busy = event.default_prevented() || event.is_composing() || is_with_others;
    if is_busy || is_writing(event) || OFF_HERE.get() {
        return;
    }
    let Some(root) = document().document_element() else { return };
    let key = letter(event);
    if awaits.try_update_value(|awaits| std::mem::take(&mut awaits.place)).unwrap_or_default() {
        if let Some(place) = places.iter().find(|place| place.key == key) {
            event.prevent_default();
            go(&place.href);
        }
        return;
    }
    match key.as_str() {
        "/" => search(&root, places),
        "j" => step(&root, 1),
        "k" => step(&root, -1),
        "g" => {
            let count = awaits.try_update_value(Awaits::begin).unwrap_or_default();
            set_timeout(
                move || {
                    let _ = awaits.try_update_value(|awaits| awaits.end(count));
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
    let fields = "input, textarea, select, [contenteditable]";
    let is_in_field = target.is_some_and(|it| it.closest(fields).ok().flatten().is_some());
    let root = document().document_element();
    is_in_field || root.is_some_and(|root| !all(&root, "dialog[open]").is_empty())
}

/// The key as it is compared: small, and by its place where the keyboard has other letters.
fn letter(event: &KeyboardEvent) -> String {
    let key = event.key().to_ascii_lowercase();
    let code = event.code();
    match code.strip_prefix("Key") {
        Some(place) if !key.is_ascii() => place.to_ascii_lowercase(),
        _ => key,
    }
}

/// Whether a letter after `g` is awaited.
#[derive(Default)]
struct Awaits {
    place: bool,
    /// How often `g` was pressed: what ends one wait does not end the next.
    count: u32,
}

impl Awaits {
    fn begin(&mut self) -> u32 {
        self.place = true;
        self.count += 1;
        self.count
    }

    fn end(&mut self, count: u32) {
        self.place &= self.count != count;
    }
}

fn search(root: &Element, places: &[Place]) {
    match first::<HtmlInputElement>(root, SEARCH) {
        Some(field) => {
            drop(field.focus());
            field.select();
        }
        None if places.iter().any(|place| place.href == SEARCH_PAGE) => {
            go(&format!("{SEARCH_PAGE}{FOCUS_SEARCH}"));
        }
        None => {}
    }
}

/// Goes to another page. Whoever has typed something is asked first, as with a link.
fn go(href: &str) {
    drop(window().location().assign(href));
}

/// Brings the focus to the row after or before the one that has it; at first to the first one.
fn step(root: &Element, by: isize) {
    let rows = all(root, ROWS);
    let active = document().active_element();
    let here = rows.iter().position(|row| active.as_ref() == Some(row));
    let there = here.map_or(Some(0), |here| here.checked_add_signed(by));
    let row = there.and_then(|there| rows.get(there)).and_then(|row| row.dyn_ref::<HtmlElement>());
    drop(row.map(HtmlElement::focus));
}
