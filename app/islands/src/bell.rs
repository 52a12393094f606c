//! The bell's count, live (N1). Without scripts it is as good as when the page was loaded.

#![expect(missing_docs, reason = "the macro of islands writes a struct of its properties without any")]

use crate::{
    dom::{by_id, listen},
    stream::{Follow, Stream},
};
use leptos::prelude::*;
use web_sys::{EventSource, MessageEvent};

/// The element that shows the count.
pub const COUNT: &str = "news-count";

/// The address of the stream.
const EVENTS: &str = "/news/events";

#[derive(Clone, Copy)]
struct Bell {
    count: RwSignal<u32>,
    /// Whether more has come since the page was loaded.
    has_grown: RwSignal<bool>,
}

/// Keeps the count of the bell as it is, and says when it grows.
#[island]
pub fn LiveBell(
    /// How much is new on the page as it was loaded.
    count: u32,
    /// What is said: "new", as before a number.
    text: String,
) -> impl IntoView {
    let bell = Bell { count: RwSignal::new(count), has_grown: RwSignal::new(false) };
    Effect::new(move || Stream::new().begin(bell));
    let said =
        move || if bell.has_grown.get() { format!("{text}: {}", bell.count.get()) } else { String::new() };
    view! { <p class="visually-hidden" aria-live="polite">{said}</p> }
}

impl Follow for Bell {
    fn url(&self) -> String {
        format!("{EVENTS}?since={}", self.count.get_untracked())
    }

    fn listen(&self, source: &EventSource) {
        let bell = *self;
        listen(source, "changed", move |event: MessageEvent| {
            if let Some(count) = event.data().as_string().and_then(|count| count.parse().ok()) {
                bell.show(count);
            }
        });
    }
}

impl Bell {
    fn show(self, count: u32) {
        self.has_grown.set(count > self.count.get_untracked());
        self.count.set(count);
        if let Some(shown) = by_id(COUNT) {
            shown.set_text_content(Some(&count.to_string()));
            shown.set_hidden(count == 0);
        }
    }
}
