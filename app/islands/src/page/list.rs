//! A list that grows: the messages of a conversation.

use super::{Fetched, put, same};
use crate::dom::{all, by_id, first};
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

/// Items are added, replaced and removed by their ids. What stands above the first message that both have
/// came from an older page, and stays; where nothing joins them, all are new.
pub(super) fn list(old: &Element, now: &Fetched, new: &Element) {
    let items = children(new);
    let joins = items.iter().any(|item| is_message(item) && child(old, &item.id()).is_some());
    if !joins {
        for item in children(old) {
            item.remove();
        }
        let older = (by_id("older"), now.document.get_element_by_id("older"));
        if let (Some(old), Some(new)) = older {
            put(&old, &new);
        }
    }
    let mut before: Option<Element> = None;
    let mut has_joined = false;
    for item in items {
        let placed = match child(old, &item.id()) {
            // Why something was refused stays until the next form is sent.
            Some(there) if same(&there, &item) || (!now.is_answer && says_why(&there)) => there,
            Some(there) => renewed(there, &item),
            None => inserted(old, before.as_ref(), item),
        };
        if has_joined {
            remove_between(before.as_ref(), &placed);
        }
        has_joined |= is_message(&placed);
        before = Some(placed);
    }
}

/// Whether an item is a message: a day is on many pages.
fn is_message(item: &Element) -> bool {
    item.id().starts_with('m')
}

fn says_why(item: &Element) -> bool {
    first::<Element>(item, "[role=alert]").is_some()
}

fn children(it: &Element) -> Vec<Element> {
    let children = it.children();
    (0..children.length()).filter_map(|i| children.item(i)).collect()
}

fn child(it: &Element, id: &str) -> Option<Element> {
    children(it).into_iter().find(|child| child.id() == id)
}

/// Gives an item what it is now. It was read out when it came, and is not again.
fn renewed(old: Element, new: &Element) -> Element {
    let opened = all(&old, "details[open]").len() == 1;
    let focused = document().active_element().is_some_and(|active| old.contains(Some(&active)));
    drop(new.set_attribute("aria-live", "off"));
    put(&old, new);
    if let (true, Some(details)) = (opened, first::<Element>(&old, "details")) {
        drop(details.set_attribute("open", ""));
    }
    // Whoever was there goes on there.
    if let (true, Some(there)) = (focused, old.dyn_ref::<HtmlElement>()) {
        drop(there.focus());
    }
    old
}

fn inserted(list: &Element, before: Option<&Element>, new: Element) -> Element {
    drop(document().adopt_node(&new));
    let next: Option<Node> = match before {
        Some(before) => before.next_sibling(),
        None => list.first_child(),
    };
    drop(list.insert_before(&new, next.as_ref()));
    new
}

/// Removes what the page as it is now does not have between two items that it has.
fn remove_between(before: Option<&Element>, placed: &Element) {
    while let Some(next) = before.and_then(Element::next_element_sibling) {
        if next.is_same_node(Some(placed))
            || !next.parent_element().is_some_and(|list| list.contains(Some(placed)))
        {
            return;
        }
        next.remove();
    }
}
