//! The conversations of a workspace as a list, on its page and beside one of them.

use super::compose::newest_of;
use crate::{
    i18n::{t_string, use_i18n},
    language::show_recent,
    ui::{Icon, IconView, new_messages, subject_text},
};
use chrono::NaiveDate;
use contract::{ConversationId, WorkspaceId, conversation::ConversationSummary, head::WorkspaceHead};
use leptos::prelude::*;

/// How many conversations stand beside another.
const BESIDE: usize = 12;

/// The way to a new conversation, where one can be started: where it reactivates, it says so.
#[component]
pub fn StartLink(head: WorkspaceHead, #[prop(optional)] second: bool) -> impl IntoView {
    let i18n = use_i18n();
    (head.may.write || head.may.reactivate).then(|| {
        let label = if head.may.write {
            t_string!(i18n, workspace.start)
        } else {
            t_string!(i18n, workspace.start_reactivates)
        };
        let class = if second { "button button-second" } else { "button" };
        let href = format!("/workspaces/{}/new", head.id);
        view! { <a class=class href=href><IconView icon=Icon::Plus/> {label}</a> }
    })
}

/// A conversation of the list: a row that is a link as a whole.
#[component]
pub fn ConversationRow(
    workspace: WorkspaceId,
    conversation: ConversationSummary,
    today: NaiveDate,
) -> impl IntoView {
    let i18n = use_i18n();
    let ConversationSummary { id, subject, last_at, messages, unread, has_draft } = conversation;
    let count = match messages {
        1 => t_string!(i18n, workspace.messages_one).to_owned(),
        count => t_string!(i18n, workspace.messages_many, count = count),
    };
    let draft = has_draft.then(|| view! { <span class="badge">{t_string!(i18n, list.draft)}</span> " " });
    let badge = (unread > 0).then(|| view! { <span class="badge">{new_messages(unread)}</span> });
    view! {
        <li class=(unread > 0).then_some("unread")>
            <IconView icon=Icon::Message/>
            <div>
                <a href=newest_of(workspace, id)>{subject_text(subject)}</a>
                <p class="quiet">{count} ", " {t_string!(i18n, workspace.last, when = show_recent(last_at, today))}</p>
            </div>
            <span>{draft} {badge}</span>
        </li>
    }
}

/// The other conversations, beside one.
#[component]
pub fn OtherConversations(
    head: WorkspaceHead,
    conversations: Vec<ConversationSummary>,
    here: ConversationId,
) -> impl IntoView {
    let i18n = use_i18n();
    let (id, today) = (head.id, head.timeline.today);
    let others: Vec<_> = conversations.into_iter().filter(|other| other.id != here).collect();
    let more = (others.len() > BESIDE).then(|| {
        let href = format!("/workspaces/{id}");
        view! { <p><a href=href>{t_string!(i18n, workspace.all_conversations)}</a></p> }
    });
    let line = move |other: ConversationSummary| {
        let draft =
            other.has_draft.then(|| view! { " " <span class="badge">{t_string!(i18n, list.draft)}</span> });
        let unread =
            (other.unread > 0).then(|| view! { " " <span class="badge">{new_messages(other.unread)}</span> });
        view! {
            <li>
                <a href=newest_of(id, other.id)>{subject_text(other.subject)}</a>
                {draft}
                {unread}
                <br/>
                <span class="quiet">{show_recent(other.last_at, today)}</span>
            </li>
        }
    };
    let list = if others.is_empty() {
        view! { <p class="quiet">{t_string!(i18n, workspace.no_others)}</p> }.into_any()
    } else {
        let lines = others.into_iter().take(BESIDE).map(line).collect_view();
        view! { <ul class="plain-list">{lines}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="others-title">
            <h2 id="others-title">{t_string!(i18n, workspace.others)}</h2>
            {list}
            {more}
            <StartLink head second=true/>
        </section>
    }
}
