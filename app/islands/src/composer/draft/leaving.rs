//! Keeping what is typed when its page is left.

use super::{Draft, Kept};
use crate::{
    ask::fields as form_fields,
    dom::{listen, listen_first},
};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlFormElement, SubmitEvent};

impl Draft {
    /// Keeps what is new while the page goes away: by a beacon, which the browser sends all the same.
    pub(super) fn flush(self) {
        let Some(typed) = self.news() else { return };
        let pairs = self.pairs(&typed);
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let Some(form) = form_fields(&pairs) else { return };
        let navigator = window().navigator();
        if navigator.send_beacon_with_opt_url_search_params("/api/save_draft", Some(&form)) == Ok(true) {
            // Whether it was taken is seen at the next keeping.
            self.flushed.update_value(|flushed| flushed.push(typed));
        } else {
            self.keep();
        }
    }

    /// Asks before the page is left with something that could not be kept.
    pub(super) fn before_leaving(self) {
        listen(&window(), "beforeunload", move |event: Event| {
            let is_refused = self.kept.with_untracked(|kept| matches!(kept, Kept::Not(_)));
            let has_news = self.fields.typed().is_some_and(|typed| typed != self.known.get_value());
            if is_refused && has_news && self.sending.with_value(Option::is_none) {
                event.prevent_default();
            }
        });
    }

    /// Another form of the page, as that of the languages, waits until what is typed is kept.
    pub(super) fn before_other_forms(self) {
        let passed = StoredValue::new(false);
        listen_first(&document(), "submit", move |event: SubmitEvent| {
            let form = event.target().and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
            let Some(form) = form.filter(|form| {
                let mine = self.fields.form().is_some_and(|mine| mine.is_same_node(Some(form)));
                !mine && !form.has_attribute("data-in-place")
            }) else {
                return;
            };
            if passed.get_value() || form.get_attribute("action").as_deref() == Some("/sign-out") {
                return;
            }
            // What was continued elsewhere waits for a decision.
            if self.is_in_conflict() {
                event.prevent_default();
                event.stop_immediate_propagation();
                drop(self.fields.body_field().map(|field| field.focus()));
                return;
            }
            let Some(typed) = self.news() else { return };
            event.prevent_default();
            event.stop_immediate_propagation();
            let button = event.submitter();
            spawn_local(async move {
                // What cannot be kept would be lost: it is said why, beside the text.
                if !self.kept_now(&typed).await {
                    drop(self.fields.body_field().map(|field| field.focus()));
                    return;
                }
                passed.set_value(true);
                drop(match button {
                    Some(button) => form.request_submit_with_submitter(Some(&button)),
                    None => form.request_submit(),
                });
                passed.set_value(false);
            });
        });
    }
}
