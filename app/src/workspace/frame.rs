//! What stands around every page of a workspace: where it belongs, its title and state, and its tabs.

use crate::{
    i18n::{t_string, use_i18n},
    language::{named, show_date},
    ui::{Banner, Icon, IconView, StateBadge, Tone, readable},
};
use contract::{head::WorkspaceHead, life::State};
use leptos::prelude::*;

/// The pages of a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// Its conversations.
    Conversations,
    /// Looking for words in it.
    Search,
    /// Who takes part.
    People,
    /// Who has looked, for its customer.
    Access,
    /// Internal notes, for its counselor.
    Notes,
}

/// Where it belongs, its title and state, and its tabs.
#[component]
pub fn WorkspaceFrame(
    /// The workspace.
    head: WorkspaceHead,
    /// The tab that the page belongs to.
    here: Tab,
    /// Whether it is the workspace's own page.
    #[prop(optional)]
    is_first: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let href = (!is_first).then(|| format!("/workspaces/{}", head.id));
    let title = readable(head.title.clone());
    let state = head.timeline.state;
    let nobody_guides = head.counselor.is_none() && state != State::Archived;
    let due = t_string!(i18n, timeline.until, date = show_date(head.timeline.due()));
    view! {
        <nav class="crumbs" aria-label=t_string!(i18n, crumbs)>
            <a href="/workspaces">{t_string!(i18n, workspaces)}</a>
            <span aria-hidden="true">" / "</span>
            {match href {
                Some(href) => view! { <a href=href>{title.clone()}</a> }.into_any(),
                None => view! { <span>{title.clone()}</span> }.into_any(),
            }}
        </nav>
        <div id="head" data-live="part">
            <div class="heading">
                <h1 dir="auto">{title}</h1>
                <p class="state"><StateBadge state/> <span class="quiet">{due}</span></p>
            </div>
        </div>
        <Tabs head=head.clone() here/>
        <div id="nobody" data-live="part">{nobody_guides.then(|| view! { <NobodyGuides head/> })}</div>
    }
}

/// Its counselor has lost the role, and nobody goes on yet (P7).
#[component]
fn NobodyGuides(head: WorkspaceHead) -> impl IntoView {
    let i18n = use_i18n();
    let text = t_string!(i18n, workspace.nobody_guides, organisation = named(&head.organisation));
    view! { <Banner tone=Tone::Attention><p>{text}</p></Banner> }
}

/// The tabs; what only staff see stands apart.
#[component]
fn Tabs(head: WorkspaceHead, here: Tab) -> impl IntoView {
    let i18n = use_i18n();
    let is_customer = head.may.download;
    let tabs = [
        (true, Tab::Conversations, "", Icon::Message, t_string!(i18n, workspace.conversations)),
        (true, Tab::People, "/people", Icon::People, t_string!(i18n, people.title)),
        (is_customer, Tab::Access, "/access", Icon::Eye, t_string!(i18n, access.tab)),
        (true, Tab::Search, "/search", Icon::Search, t_string!(i18n, search.tab)),
        (head.may.notes, Tab::Notes, "/notes", Icon::Note, t_string!(i18n, note.title)),
    ];
    let id = head.id;
    let tab = move |(_, tab, page, icon, name): (bool, Tab, &str, Icon, &'static str)| {
        let class = (tab == Tab::Notes).then_some("staff");
        let current = (tab == here).then_some("page");
        let href = format!("/workspaces/{id}{page}");
        view! {
            <li class=class>
                <a href=href aria-current=current><IconView icon/> {name}</a>
            </li>
        }
    };
    let tabs = tabs.into_iter().filter(|(shown, ..)| *shown).map(tab).collect_view();
    view! { <nav class="tabs" aria-label=t_string!(i18n, workspace.pages)><ul>{tabs}</ul></nav> }
}
