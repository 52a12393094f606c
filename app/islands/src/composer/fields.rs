//! The fields of the form, as they are in the document.

use crate::dom::first;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement};

/// The form, once it was found.
#[derive(Clone, Copy)]
pub struct Fields {
    form: StoredValue<Option<SendWrapper<HtmlFormElement>>>,
}

impl Fields {
    /// Of a form that is not known yet.
    pub fn new() -> Self {
        Self { form: StoredValue::new(None) }
    }

    /// Of this form.
    pub fn found(self, form: &HtmlFormElement) {
        self.form.set_value(Some(SendWrapper::new(form.clone())));
    }

    /// The form, while it is in the page.
    pub fn form(self) -> Option<HtmlFormElement> {
        self.form.try_get_value().flatten().map(SendWrapper::take).filter(|form| form.is_connected())
    }

    fn subject_field(self) -> Option<HtmlInputElement> {
        self.form().and_then(|form| first(&form, "input[name=subject]"))
    }

    /// The field for the text.
    pub fn body_field(self) -> Option<HtmlTextAreaElement> {
        self.form().and_then(|form| first(&form, "textarea[name=body]"))
    }

    /// The subject and the text as typed.
    pub fn typed(self) -> Option<(String, String)> {
        let subject = self.subject_field().map(|field| field.value()).unwrap_or_default();
        Some((subject, self.body_field()?.value()))
    }

    /// The subject and the text as they were in the page when it was made.
    pub fn brought(self) -> (String, String) {
        let subject = self.subject_field().map(|field| field.default_value()).unwrap_or_default();
        let body = self.body_field().and_then(|field| field.default_value().ok());
        (subject, body.unwrap_or_default())
    }

    /// Puts another subject and text in. The caret stays where the text up to it is the same.
    pub fn put(self, subject: &str, body: &str) {
        if let Some(field) = self.subject_field() {
            field.set_value(subject);
        }
        if let Some(field) = self.body_field() {
            field.set_value(body);
        }
    }

    /// Puts more behind the text as if it was typed, so that it can be undone; `false` where the browser does not.
    pub fn insert_at_end(self, text: &str) -> bool {
        let Some(field) = self.body_field() else { return false };
        let end = field.text_length();
        let at_end = field.focus().is_ok() && field.set_selection_range(end, end).is_ok();
        let page = document().dyn_into::<HtmlDocument>().ok();
        let typed =
            page.and_then(|page| page.exec_command_with_show_ui_and_value("insertText", false, text).ok());
        field.set_scroll_top(field.scroll_height());
        at_end && typed == Some(true)
    }

    /// As whom the form acts: as it was when the page was made, whoever signs in meanwhile.
    pub fn acting(self) -> String {
        let field = self.form().and_then(|form| first::<HtmlInputElement>(&form, "input[name=acting]"));
        field.map(|field| field.value()).unwrap_or_default()
    }
}
