//! The page as the server has it now, taken over where it differs: what one is doing stays. A part of a
//! page that changes says so itself by `data-live`:
//! - `part`: filled anew where anything in it differs.
//! - `list`: its items, each by its id; what stands above the first that both have stays.
//! - `answer`: as a part, but only once a form was sent: what it says stays until then.
//! - `switch`: put in place only when its `data-state` changes.

mod list;

use self::list::list;
use crate::{
    ask::{Accept, Look, send, text_of},
    dom::{all, elements, first, here, holds_typed},
};
use contract::ApiError;
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{
    Document, DomParser, Element, HtmlElement, HtmlFormElement, SupportedType, Url, UrlSearchParams,
};

/// The page as it is now.
pub struct Fetched {
    document: Document,
    /// The path and the query at which it was, after all redirects.
    pub address: String,
    /// Its status.
    pub status: u16,
    /// Whether a form led to it: then it says what became of that.
    is_answer: bool,
}

impl Fetched {
    /// Whether it is the way to sign in: nobody is signed in any more.
    pub fn is_sign_in(&self) -> bool {
        self.address.split('?').next() == Some("/sign-in")
    }

    /// Whether it is the page that stands open, whatever its query.
    pub fn is_this_page(&self) -> bool {
        self.address.split('?').next() == here().split('?').next() && self.status == 200
    }

    /// As whom it acts.
    pub fn acting(&self) -> Option<String> {
        self.document.body()?.get_attribute("data-acting")
    }

    /// How far what it shows is, where it says so.
    pub fn revision(&self) -> Option<String> {
        let marked = self.document.query_selector("[data-revision]").ok().flatten()?;
        marked.get_attribute("data-revision")
    }

    /// Whether a form came back with it, because it could not be taken.
    pub fn brings_form_back(&self) -> bool {
        self.address.contains("again=")
    }
}

/// Asks for this page again.
pub async fn look(why: Look) -> Result<Fetched, ApiError> {
    fetched(&here(), None, Some(why)).await
}

/// Sends a form as the browser would that was sent by a button, and gives the page that comes of it.
pub async fn submit(form: &HtmlFormElement, button: Option<&HtmlElement>) -> Result<Fetched, ApiError> {
    let data = web_sys::FormData::new_with_form(form).map_err(|_| ApiError::Internal)?;
    let of_button = |name| button.and_then(|button| button.get_attribute(name)).unwrap_or_default();
    if !of_button("name").is_empty() {
        drop(data.append_with_str(&of_button("name"), &of_button("value")));
    }
    let fields = UrlSearchParams::new_with_str_sequence_sequence(&data).map_err(|_| ApiError::Internal)?;
    // The property would be a field of this name.
    let action = form.get_attribute("action").unwrap_or_default();
    fetched(&action, Some(&fields), Some(Look::Answer)).await
}

async fn fetched(
    url: &str,
    fields: Option<&UrlSearchParams>,
    look: Option<Look>,
) -> Result<Fetched, ApiError> {
    let response = send(url, fields, Accept::Page, look).await?;
    let text = text_of(&response).await?;
    let parser = DomParser::new().map_err(|_| ApiError::Internal)?;
    let document =
        parser.parse_from_string(&text, SupportedType::TextHtml).map_err(|_| ApiError::Internal)?;
    let url = Url::new(&response.url()).map_err(|_| ApiError::Internal)?;
    Ok(Fetched {
        document,
        address: url.pathname() + &url.search(),
        status: response.status(),
        is_answer: fields.is_some(),
    })
}

/// Takes over what has changed. What is typed, open or has the focus stays.
pub fn take_over(now: &Fetched) {
    let Ok(live) = document().query_selector_all("[data-live]") else { return };
    for old in elements(&live) {
        let Some(new) = now.document.get_element_by_id(&old.id()) else { continue };
        match old.get_attribute("data-live").as_deref() {
            Some("list") => list(&old, now, &new),
            Some("switch") => switch(&old, &new),
            Some("answer") if !now.is_answer => {}
            _ => part(&old, &new),
        }
    }
}

/// Fields of a form that was sent are not replaced: only what is said of them.
pub fn mark_fields(form: &HtmlFormElement, now: &Fetched) {
    for old in all(form, "[data-field]") {
        let Some(new) = now.document.get_element_by_id(&old.id()) else { continue };
        for name in ["aria-invalid", "aria-describedby"] {
            match new.get_attribute(name) {
                Some(value) => drop(old.set_attribute(name, &value)),
                None => drop(old.remove_attribute(name)),
            }
        }
    }
}

/// Gives a form the single-use token of the same form as it is now: the one it had is spent.
pub fn renew_token(form: &HtmlFormElement, now: &Fetched) {
    let token = format!("#{} input[name=once]", form.id());
    let new = now.document.query_selector(&token).ok().flatten().and_then(|new| new.get_attribute("value"));
    if let (Some(old), Some(new)) = (first::<Element>(form, "input[name=once]"), new) {
        drop(old.set_attribute("value", &new));
    }
}

/// Puts what is in `new` into `old` where they differ: the part itself stays, so that what is put into it is
/// read out.
fn part(old: &Element, new: &Element) {
    if same(old, new) || is_in_use(old) {
        return;
    }
    let focused = focused_in(old);
    put(old, new);
    if let Some(there) = focused.and_then(|selector| first::<HtmlElement>(old, &selector)) {
        drop(there.focus());
    }
}

/// Gives `old` the attributes and the content of `new`.
fn put(old: &Element, new: &Element) {
    for name in old.get_attribute_names().iter().filter_map(|name| name.as_string()) {
        if !new.has_attribute(&name) {
            drop(old.remove_attribute(&name));
        }
    }
    for name in new.get_attribute_names().iter().filter_map(|name| name.as_string()) {
        drop(old.set_attribute(&name, &new.get_attribute(&name).unwrap_or_default()));
    }
    while let Some(child) = old.first_child() {
        drop(old.remove_child(&child));
    }
    while let Some(child) = new.first_child() {
        drop(document().adopt_node(&child));
        drop(old.append_child(&child));
    }
}

/// Whether two are the same but for their single-use tokens, which are new in every page.
fn same(old: &Element, new: &Element) -> bool {
    let bare = |it: &Element| {
        let bare: Element = it.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
        for token in all(&bare, "input[name=once]") {
            token.remove_attribute("value").ok()?;
        }
        bare.remove_attribute("aria-live").ok()?;
        for opened in all(&bare, "details[open]") {
            opened.remove_attribute("open").ok()?;
        }
        for busy in all(&bare, "[aria-busy]") {
            busy.remove_attribute("aria-busy").ok()?;
            busy.remove_attribute("aria-disabled").ok()?;
        }
        Some(bare)
    };
    match (bare(old), bare(new)) {
        (Some(old), Some(new)) => old.is_equal_node(Some(&new)),
        _ => false,
    }
}

/// Whether somebody is in the middle of something in it: a dialog that asks, or a form that is not sent.
fn is_in_use(it: &Element) -> bool {
    let asks = it.query_selector(":popover-open, dialog[open]").ok().flatten().is_some();
    asks || holds_typed(it)
}

/// How what has the focus within an element is found again: by its id, or by where it leads.
fn focused_in(it: &Element) -> Option<String> {
    let active = document().active_element().filter(|active| it.contains(Some(active)))?;
    if !active.id().is_empty() {
        return Some(format!("[id=\"{}\"]", active.id()));
    }
    match active.get_attribute("href") {
        Some(href) => Some(format!("a[href=\"{href}\"]")),
        None => Some(active.tag_name().to_ascii_lowercase()),
    }
}

/// What opens cannot be woken up in place: the page is loaded, and whoever has typed something elsewhere in it is asked
/// first. What closes keeps what was typed.
fn switch(old: &Element, new: &Element) {
    if old.get_attribute("data-state") == new.get_attribute("data-state") {
        return;
    }
    if new.query_selector("leptos-island").ok().flatten().is_some() {
        drop(window().location().reload());
        return;
    }
    let typed = first::<web_sys::HtmlTextAreaElement>(old, "textarea").map(|field| field.value());
    drop(document().adopt_node(new));
    drop(old.replace_with_with_node_1(new));
    if let Some(typed) = typed.filter(|typed| !typed.trim().is_empty())
        && let Some(unfinished) = first::<HtmlElement>(new, ".unfinished")
    {
        unfinished.set_hidden(false);
        if let Some(text) = first::<Element>(&unfinished, ".message-body") {
            text.set_text_content(Some(&typed));
        }
    }
}
