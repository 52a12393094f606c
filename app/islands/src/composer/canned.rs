//! Putting a canned response into a message (W6). The choice stands in the page, hidden until it works; the server fills
//! in the names of those concerned.

use super::{draft::Draft, fields::Fields};
use crate::{
    ask::call,
    dom::{by_id, first, listen},
};
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlButtonElement, HtmlFormElement, HtmlInputElement, HtmlSelectElement};

/// What holds the choice.
pub const FIELD: &str = "canned";

/// The list that one chooses from.
pub const CHOICE: &str = "canned-choice";

/// The button that puts the chosen one behind what is typed: whoever walks through the list by its keys has chosen
/// nothing yet.
pub const PUT: &str = "canned-put";

/// Says that it could not be put in, with the words as an attribute.
pub const FAILED: &str = "canned-failed";

/// Takes the choice over, where there is one.
pub fn watch(form: &HtmlFormElement, fields: Fields, draft: Draft) {
    let (choice, put) = (by_id(CHOICE), by_id(PUT));
    let choice = choice.and_then(|it| it.dyn_into::<HtmlSelectElement>().ok());
    let put = put.and_then(|it| it.dyn_into::<HtmlButtonElement>().ok());
    let (Some(field), Some(choice), Some(put)) = (by_id(FIELD), choice, put) else { return };
    let workspace = first::<HtmlInputElement>(form, "input[name=workspace]").map(|it| it.value());
    let workspace = workspace.unwrap_or_default();
    field.set_hidden(false);
    put.set_disabled(choice.value().is_empty());
    let (button, chosen) = (put.clone(), choice.clone());
    listen(&choice, "change", move |_: Event| button.set_disabled(chosen.value().is_empty()));
    listen(&put, "click", move |_: Event| {
        say_failed(false);
        spawn_local(insert(workspace.clone(), choice.value(), fields, draft));
    });
}

async fn insert(workspace: String, chosen: String, fields: Fields, draft: Draft) {
    let text = call::<String>("read_canned_text", &[("workspace", &workspace), ("id", &chosen)]).await;
    let (Ok(text), Some((subject, body))) = (text, fields.typed()) else { return say_failed(true) };
    let text = if body.is_empty() { text } else { format!("\n\n{text}") };
    if !fields.insert_at_end(&text) {
        fields.put(&subject, &format!("{body}{text}"));
    }
    draft.changed();
}

fn say_failed(failed: bool) {
    if let Some(said) = by_id(FAILED) {
        let words = said.get_attribute("data-says").filter(|_| failed);
        said.set_text_content(words.as_deref());
    }
}
