//! Sending the form without leaving the page.

use super::{ComposerTexts, draft::Draft, fields::Fields, file_box::FileBox};
use crate::{
    ask::of_status,
    dom::{by_id, first, focus_if_free, here, listen},
    errors::ErrorTexts,
    page::{self, Fetched},
};
use contract::ApiError;
use leptos::{prelude::*, task::spawn_local};
use web_sys::{Event, HtmlButtonElement, HtmlFormElement};

/// What stopped a message, where the page cannot say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// Files that cannot go.
    Files,
    /// Nobody is signed in any more.
    SignedOut,
    /// This.
    Error(ApiError),
}

/// The form on its way.
#[derive(Clone, Copy)]
pub struct Sending {
    fields: Fields,
    draft: Draft,
    files: FileBox,
    is_going: RwSignal<bool>,
    pub(super) stop: RwSignal<Option<Stop>>,
}

impl Sending {
    /// Nothing is on its way yet.
    pub fn new(fields: Fields, draft: Draft, files: FileBox) -> Self {
        Self { fields, draft, files, is_going: RwSignal::new(false), stop: RwSignal::new(None) }
    }

    /// Takes the form over.
    pub fn watch(self, form: &HtmlFormElement) {
        listen(form, "submit", move |event: Event| {
            event.prevent_default();
            self.begin();
        });
        Effect::new(move || {
            let is_free = !self.files.has_failed();
            if is_free && self.stop.with_untracked(|stop| *stop == Some(Stop::Files)) {
                self.stop.set(None);
            }
        });
        // While something is on its way, a second press does nothing. A button that is `disabled` would
        // lose the focus.
        Effect::new(move || {
            let is_busy = self.is_going.get() || self.files.is_busy();
            let button =
                self.fields.form().and_then(|form| first::<HtmlButtonElement>(&form, "[type=submit]"));
            let Some(button) = button else { return };
            for name in ["aria-disabled", "aria-busy"] {
                drop(if is_busy {
                    button.set_attribute(name, "true")
                } else {
                    button.remove_attribute(name)
                });
            }
        });
    }

    fn begin(self) {
        let Some(form) = self.fields.form() else { return };
        if self.is_going.get_untracked() || self.files.is_busy_now() {
            return;
        }
        // Sending one version would take the other away: which it is, is chosen first.
        if self.draft.is_in_conflict() {
            if let Some(choice) = first::<web_sys::HtmlElement>(&form, ".composer-state .banner button") {
                drop(choice.focus());
            }
            return;
        }
        // What is said of the last one is not of this one.
        if let Some(said) = by_id("compose-outcome") {
            said.set_text_content(None);
        }
        if self.files.any_failed() {
            self.stop.set(Some(Stop::Files));
            return;
        }
        self.stop.set(None);
        self.is_going.set(true);
        let files = self.files.going_along();
        spawn_local(async move {
            // A draft that is on its way would outlive its message.
            self.draft.settled().await;
            self.draft.begins_to_go();
            let answer = page::submit(&form, None).await;
            let went = answer.as_ref().is_ok_and(|now| now.status == 200 && !now.brings_form_back());
            match answer {
                Ok(now) if now.is_this_page() => self.took(&form, &now, went, &files),
                Ok(now) if now.is_sign_in() => self.stops(Stop::SignedOut),
                // It led elsewhere: there is what it made.
                Ok(now) if went => {
                    self.draft.sent();
                    drop(window().location().assign(&format!("{}#outcome", now.address)));
                }
                Ok(now) => self.stops(Stop::Error(of_status(now.status))),
                Err(error) => self.stops(Stop::Error(error)),
            }
            self.is_going.set(false);
        });
    }

    fn took(self, form: &HtmlFormElement, now: &Fetched, went: bool, files: &[u32]) {
        if went {
            self.draft.sent();
            self.files.sent(files);
            // What was answered is answered.
            if here().contains("reply=")
                && let (Ok(history), Ok(path)) = (window().history(), window().location().pathname())
            {
                drop(history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path)));
            }
        } else {
            self.draft.did_not_go();
        }
        page::take_over(now);
        page::mark_fields(form, now);
        page::renew_token(form, now);
        if went {
            if let Some(newest) = by_id("newest") {
                newest.scroll_into_view_with_bool(false);
            }
            if let Some(field) = self.fields.body_field() {
                focus_if_free(&field);
            }
        } else if let Some(why) = by_id("outcome") {
            drop(why.focus());
        }
    }

    fn stops(self, why: Stop) {
        self.draft.did_not_go();
        self.stop.set(Some(why));
    }
}

/// What stopped the message.
#[component]
pub fn Trouble(
    stop: RwSignal<Option<Stop>>,
    texts: StoredValue<ComposerTexts>,
    errors: StoredValue<ErrorTexts>,
) -> impl IntoView {
    let text = move || {
        stop.get().map(|stop| {
            let text = match &stop {
                Stop::Files => texts.with_value(|texts| texts.remove_first.clone()),
                Stop::SignedOut => texts.with_value(|texts| texts.signed_out.clone()),
                Stop::Error(error) => errors.with_value(|errors| errors.of(error)),
            };
            view! { <section class="banner banner-trouble"><p>{text}</p></section> }
        })
    };
    view! { <div role="alert">{text}</div> }
}
