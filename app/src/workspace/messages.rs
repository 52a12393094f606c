//! The messages of a page of a conversation.

use crate::{
    i18n::{t_string, use_i18n},
    language::show_time,
};
use contract::{conversation::MessageView, person::Side};
use leptos::{html::Li, prelude::*};

/// A list that reads as a list (U2): author and time, then the text.
#[component]
pub fn Messages(
    /// The messages, oldest first.
    messages: Vec<MessageView>,
    /// Whether the last of them is the newest of all: it is scrolled into view.
    newest: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let last = messages.last().map(|message| message.position).filter(|_| newest);
    view! {
        <ol class="messages" aria-label=t_string!(i18n, conversation.list)>
            {messages
                .into_iter()
                .map(|message| {
                    let newest = last == Some(message.position);
                    view! { <Message message newest/> }
                })
                .collect_view()}
        </ol>
    }
}

#[component]
fn Message(message: MessageView, newest: bool) -> impl IntoView {
    let item = NodeRef::<Li>::new();
    Effect::new(move || {
        if let (true, Some(item)) = (newest, item.get()) {
            item.scroll_into_view_with_bool(false);
        }
    });
    let i18n = use_i18n();
    let side = match message.side {
        Side::Customer => t_string!(i18n, conversation.side_customer),
        Side::Counselor => t_string!(i18n, conversation.side_counselor),
    };
    let author = if message.mine {
        view! { <strong>{t_string!(i18n, conversation.you)}</strong> }.into_any()
    } else {
        view! { <strong>{message.author}</strong> " (" {side} ")" }.into_any()
    };
    let class = if message.mine { "message mine" } else { "message" };
    let new = message
        .unread
        .then(|| view! { <span class="flag">{t_string!(i18n, conversation.unread_from_here)}</span> });
    view! {
        <li class=class id=newest.then_some("newest") node_ref=item>
            <p class="message-head">
                <span>{author}</span>
                <time datetime=message.sent_at.format("%Y-%m-%dT%H:%M").to_string()>{show_time(message.sent_at)}</time>
                {new}
            </p>
            <p class="message-body">{message.body}</p>
        </li>
    }
}
