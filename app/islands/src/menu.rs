//! Menus are the platform's own disclosures, and open without scripts. Where scripts run, they are closed
//! when one is done with them. Dialogs are the platform's own as well.

use crate::dom::{all, by_id, listen};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget, FocusEvent, HtmlElement, KeyboardEvent};

/// Which they are.
const OPEN: &str = "details.menu[open]";

/// Closes open menus: by Escape, by leaving them with the keyboard, and by pressing beside them.
#[island]
pub fn Menus() -> impl IntoView {
    Effect::new(move || {
        listen(&document(), "click", move |event: Event| {
            close_beside(event.target());
            command(event.target());
        });
        listen(&document(), "focusin", move |event: FocusEvent| close_beside(event.target()));
        listen(&document(), "keydown", move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                for menu in open() {
                    drop(menu.remove_attribute("open"));
                    let summary = menu.query_selector("summary").ok().flatten();
                    drop(summary.and_then(|it| it.dyn_into::<HtmlElement>().ok()).map(|it| it.focus()));
                }
            }
        });
    });
}

fn open() -> Vec<Element> {
    document().document_element().map(|root| all(&root, OPEN)).unwrap_or_default()
}

fn close_beside(target: Option<EventTarget>) {
    let target = target.and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    for menu in open() {
        if !menu.contains(target.as_ref()) {
            drop(menu.remove_attribute("open"));
        }
    }
}

/// Opens or closes a dialog where a button commands it and the browser is too old to know.
fn command(target: Option<EventTarget>) {
    let button = target.and_then(|target| target.dyn_into::<Element>().ok());
    let button = button.and_then(|it| it.closest("button[commandfor]").ok().flatten());
    let Some(button) =
        button.filter(|it| !js_sys::Reflect::has(it, &"commandForElement".into()).unwrap_or(true))
    else {
        return;
    };
    let dialog = by_id(&button.get_attribute("commandfor").unwrap_or_default());
    let Some(dialog) = dialog.and_then(|it| it.dyn_into::<web_sys::HtmlDialogElement>().ok()) else { return };
    match button.get_attribute("command").as_deref() {
        Some("show-modal") => drop(dialog.show_modal()),
        _ => dialog.close(),
    }
}

/// Closes the dialog in which a button stands: what it asked is answered, and keeps no page from changing.
pub(crate) fn close_around(button: &web_sys::HtmlElement) {
    let dialog = button.closest("dialog").ok().flatten();
    if let Some(dialog) = dialog.and_then(|it| it.dyn_into::<web_sys::HtmlDialogElement>().ok()) {
        dialog.close();
    }
}
