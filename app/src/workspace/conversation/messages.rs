//! The messages of a page of a conversation.

use super::message::{Message, Scene};
use crate::{
    i18n::{t_string, use_i18n},
    language::show_date,
};
use chrono::NaiveDate;
use contract::conversation::ConversationView;
use leptos::prelude::*;

/// A list that reads as a list (U2): days, and author and time, then the text and the files. What is added
/// is announced once.
#[component]
pub fn Messages(
    /// The page.
    view: ConversationView,
    /// Under which address the workspace is looked at, and its files.
    #[prop(default = "/workspaces")]
    place: &'static str,
) -> impl IntoView {
    let i18n = use_i18n();
    let scene = Scene::of(&view, place);
    let mut before = None;
    let items = view.messages.into_iter().map(|message| {
        let day = message.sent_at.date();
        let is_first = before != Some(day);
        before = Some(day);
        view! {
            {is_first.then(|| view! { <Day day/> })}
            <Message scene=scene.clone() message/>
        }
    });
    let items = items.collect_view();
    view! {
        <ol
            class="messages"
            id="messages"
            data-live="list"
            aria-label=t_string!(i18n, conversation.list)
            aria-live="polite"
            aria-relevant="additions"
        >
            {items}
        </ol>
        <span id="newest"></span>
    }
}

/// The day of the messages below it.
#[component]
fn Day(day: NaiveDate) -> impl IntoView {
    view! { <li class="day" id=format!("d{day}")><span>{show_date(day)}</span></li> }
}
