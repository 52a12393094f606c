//! The messages of a page of a conversation.

use super::files::Files;
use crate::{
    i18n::{t_string, use_i18n},
    language::show_time,
};
use contract::{
    WorkspaceId,
    conversation::{ConversationView, MessageView},
    person::Side,
};
use leptos::{html::Li, prelude::*};

/// A list that reads as a list (U2): author and time, then the text and the files. What is added
/// is announced once.
#[component]
pub fn Messages(
    /// The page; it may grow.
    page: RwSignal<ConversationView>,
) -> impl IntoView {
    let i18n = use_i18n();
    let workspace = page.with_untracked(|page| page.head.id);
    let begun_with = page.with_untracked(last);
    let newest = Memo::new(move |_| page.with(|page| last(page).filter(|_| !page.newer)));
    let seen_up_to = Memo::new(move |_| page.with(|page| page.seen_up_to));
    view! {
        <ol class="messages" aria-label=t_string!(i18n, conversation.list) aria-live="polite" aria-relevant="additions">
            <For each=move || page.with(|page| page.messages.clone()) key=|message| message.position let:message>
                <Message workspace message newest begun_with seen_up_to/>
            </For>
        </ol>
    }
}

/// The position of the last message of a page.
fn last(page: &ConversationView) -> Option<i64> {
    page.messages.last().map(|message| message.position)
}

#[component]
fn Message(
    workspace: WorkspaceId,
    message: MessageView,
    /// The position of the newest message, if this page has it.
    newest: Memo<Option<i64>>,
    /// The position of the last message when the page was opened.
    begun_with: Option<i64>,
    /// The position up to which others have read.
    seen_up_to: Memo<i64>,
) -> impl IntoView {
    let i18n = use_i18n();
    let item = NodeRef::<Li>::new();
    let (position, mine) = (message.position, message.mine);
    let is_newest = move || newest.get() == Some(position);
    Effect::new(move || {
        // Whoever reads further up is not torn away by what others write.
        let wanted = mine || begun_with == Some(position);
        if let (true, true, Some(item)) = (wanted, newest.get_untracked() == Some(position), item.get()) {
            item.scroll_into_view_with_bool(false);
        }
    });
    let side = match message.side {
        Side::Customer => t_string!(i18n, conversation.side_customer),
        Side::Counselor => t_string!(i18n, conversation.side_counselor),
    };
    let author = if mine {
        view! { <strong>{t_string!(i18n, conversation.you)}</strong> }.into_any()
    } else {
        view! { <strong>{message.author}</strong> " (" {side} ")" }.into_any()
    };
    let new = message
        .unread
        .then(|| view! { <span class="flag">{t_string!(i18n, conversation.unread_from_here)}</span> });
    let seen = move || {
        (mine && position <= seen_up_to.get())
            .then(|| view! { <span class="quiet">{t_string!(i18n, conversation.seen)}</span> })
    };
    let text = (!message.body.is_empty()).then(|| view! { <p class="message-body">{message.body}</p> });
    let files = (!message.files.is_empty()).then(|| view! { <Files workspace files=message.files/> });
    view! {
        <li
            class=if mine { "message mine" } else { "message" }
            id=move || is_newest().then_some("newest")
            node_ref=item
        >
            <p class="message-head">
                <span>{author}</span>
                <time datetime=message.sent_at.format("%Y-%m-%dT%H:%M").to_string()>{show_time(message.sent_at)}</time>
                {new}
                {seen}
            </p>
            {text}
            {files}
        </li>
    }
}
