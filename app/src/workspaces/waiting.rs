//! What waits for a customer: new messages, what they have begun to write, questions of consent, and what ends soon.

use crate::{
    i18n::{t_string, use_i18n},
    language::show_recent,
    ui::{Icon, WaitingRow, days_left, due_in_words, readable},
    workspace::newest_of,
};
use contract::{
    WorkspaceId,
    life::State,
    list::{Begun, WorkspaceSummary},
};
use leptos::prelude::*;

/// One thing that waits.
#[derive(Clone, Debug)]
pub struct WaitingFor {
    icon: Icon,
    href: String,
    title: String,
    about: String,
    aside: String,
    is_urgent: bool,
}

/// What waits in one workspace.
pub fn of_customer(item: &WorkspaceSummary) -> Vec<WaitingFor> {
    [messages(item), draft(item), consents(item), end(item)].into_iter().flatten().collect()
}

fn messages(item: &WorkspaceSummary) -> Option<WaitingFor> {
    let i18n = use_i18n();
    let (conversation, at) = item.waits.newest.filter(|_| item.waits.unread > 0)?;
    Some(WaitingFor {
        icon: Icon::Message,
        href: newest_of(item.id, conversation),
        title: match item.waits.unread {
            1 => t_string!(i18n, first.new_one).to_owned(),
            count => t_string!(i18n, first.new_many, count = count),
        },
        about: readable(item.title.clone()),
        aside: show_recent(at, item.timeline.today),
        is_urgent: false,
    })
}

/// Where one goes on with what one has begun: of several, their workspace shows each.
pub fn address_of(workspace: WorkspaceId, begun: Begun) -> String {
    match begun {
        Begun { count: 2.., .. } => format!("/workspaces/{workspace}"),
        Begun { conversation: Some(conversation), .. } => {
            format!("/workspaces/{workspace}/conversations/{conversation}#compose")
        }
        Begun { conversation: None, .. } => format!("/workspaces/{workspace}/new"),
    }
}

/// Messages that they have begun.
fn draft(item: &WorkspaceSummary) -> Option<WaitingFor> {
    let i18n = use_i18n();
    let draft = item.waits.draft?;
    let saved_at = draft.saved_at;
    Some(WaitingFor {
        icon: Icon::Note,
        href: address_of(item.id, draft),
        title: match draft.count {
            1 => t_string!(i18n, first.draft).to_owned(),
            count => t_string!(i18n, first.drafts, count = count),
        },
        about: readable(item.title.clone()),
        aside: show_recent(saved_at, item.timeline.today),
        is_urgent: false,
    })
}

fn consents(item: &WorkspaceSummary) -> Option<WaitingFor> {
    let i18n = use_i18n();
    (item.waits.consents > 0).then(|| WaitingFor {
        icon: Icon::People,
        href: format!("/workspaces/{}/people", item.id),
        title: t_string!(i18n, people.asked_title).to_owned(),
        about: readable(item.title.clone()),
        aside: String::new(),
        is_urgent: false,
    })
}

/// An end that comes soon.
fn end(item: &WorkspaceSummary) -> Option<WaitingFor> {
    let i18n = use_i18n();
    let line = &item.timeline;
    item.ends_soon.then(|| {
        let (icon, title) = match line.state {
            State::Active => (Icon::Clock, t_string!(i18n, first.ends_active)),
            State::Inactive => (Icon::Clock, t_string!(i18n, first.ends_inactive)),
            State::Archived => (Icon::Download, t_string!(i18n, first.ends_archived)),
        };
        WaitingFor {
            icon,
            href: format!("/workspaces/{}", item.id),
            title: title.to_owned(),
            about: format!("{} · {}", readable(item.title.clone()), due_in_words(line)),
            aside: days_left(line),
            is_urgent: line.days_left() <= 7,
        }
    })
}

/// All of it, as rows that are links as a whole; nothing where nothing waits.
#[component]
pub fn WaitingList(waits: Vec<WaitingFor>) -> impl IntoView {
    let i18n = use_i18n();
    let row = |waiting: WaitingFor| {
        let WaitingFor { icon, href, title, about, aside, is_urgent } = waiting;
        view! { <WaitingRow icon href title about aside is_urgent/> }
    };
    (!waits.is_empty()).then(|| {
        view! {
            <section class="card flush" aria-labelledby="waits-title">
                <h2 id="waits-title" class="visually-hidden">{t_string!(i18n, first.waits)}</h2>
                <ul class="waits">{waits.into_iter().map(row).collect_view()}</ul>
            </section>
        }
    })
}
