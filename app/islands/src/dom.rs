//! The document, without ceremony.

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, closure::Closure, convert::FromWasmAbi};
use web_sys::{Element, EventTarget, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

/// Calls `act` at every event of a kind, for as long as the target lives.
pub fn listen<E: FromWasmAbi + 'static>(target: &EventTarget, kind: &str, act: impl FnMut(E) + 'static) {
    let act = Closure::<dyn FnMut(E)>::new(act);
    // The browser lets go of it with its target.
    drop(target.add_event_listener_with_callback(kind, act.as_ref().unchecked_ref()));
    act.forget();
}

/// As [`listen`], before those do that stand further in.
pub fn listen_first<E: FromWasmAbi + 'static>(
    target: &EventTarget,
    kind: &str,
    act: impl FnMut(E) + 'static,
) {
    let act = Closure::<dyn FnMut(E)>::new(act);
    let function = act.as_ref().unchecked_ref();
    drop(target.add_event_listener_with_callback_and_bool(kind, function, true));
    act.forget();
}

/// The elements that a selector finds within another.
pub fn all(within: &Element, selector: &str) -> Vec<Element> {
    within.query_selector_all(selector).map(|found| elements(&found)).unwrap_or_default()
}

/// The elements of a list of nodes.
pub fn elements(nodes: &web_sys::NodeList) -> Vec<Element> {
    (0..nodes.length()).filter_map(|i| nodes.item(i)?.dyn_into().ok()).collect()
}

/// The first element that a selector finds within another, as what it is.
pub fn first<T: JsCast>(within: &Element, selector: &str) -> Option<T> {
    within.query_selector(selector).ok()??.dyn_into().ok()
}

/// The element of this page with an id.
pub fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Whether something is typed or chosen within an element that is not as the page brought it, nor cancelled.
pub fn holds_typed(within: &Element) -> bool {
    let is_typed = |field: &Element| {
        let input = field.dyn_ref::<HtmlInputElement>().is_some_and(|it| match it.type_().as_str() {
            "hidden" | "file" => false,
            "checkbox" | "radio" => it.checked() != it.default_checked(),
            _ => it.value() != it.default_value(),
        });
        let long = field.dyn_ref::<HtmlTextAreaElement>();
        input || long.is_some_and(|it| it.default_value().is_ok_and(|first| it.value() != first))
    };
    let is_cancelled = |field: &Element| field.closest("dialog:not([open])").ok().flatten().is_some();
    all(within, "input, textarea").iter().any(|field| is_typed(field) && !is_cancelled(field))
}

/// Brings the focus to an element, unless somebody has gone on elsewhere meanwhile.
pub fn focus_if_free(there: &HtmlElement) {
    let is_free = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
    if is_free {
        drop(there.focus());
    }
}

/// The path and the query of this page.
pub fn here() -> String {
    let location = window().location();
    format!("{}{}", location.pathname().unwrap_or_default(), location.search().unwrap_or_default())
}
