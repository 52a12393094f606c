//! From one page of the organisation to the others.

use crate::{
    i18n::{t_string, use_i18n},
    ui::{Icon, IconView},
};
use leptos::prelude::*;

/// The pages of a main user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// What time does.
    Overview,
    /// All workspaces.
    Workspaces,
    /// The people who work there.
    People,
    /// Canned responses.
    CannedResponses,
    /// How long they live.
    Policy,
    /// What the organisation calls itself, and what its staff undertake.
    Wording,
}

/// The heading, and the ways to the other pages.
#[component]
pub fn Tabs(
    /// The page one is on.
    here: Tab,
) -> impl IntoView {
    let i18n = use_i18n();
    let tabs = [
        (Tab::Overview, Icon::Chart, "/organisation", t_string!(i18n, organisation.overview)),
        (Tab::Workspaces, Icon::Folder, "/organisation/workspaces", t_string!(i18n, organisation.workspaces)),
        (Tab::People, Icon::People, "/organisation/people", t_string!(i18n, staff.title)),
        (
            Tab::CannedResponses,
            Icon::Message,
            "/organisation/canned-responses",
            t_string!(i18n, canned.title),
        ),
        (Tab::Policy, Icon::Clock, "/organisation/policy", t_string!(i18n, organisation.policy)),
        (Tab::Wording, Icon::Person, "/organisation/wording", t_string!(i18n, wording.tab)),
    ];
    let tab = move |(tab, icon, href, name): (Tab, Icon, &'static str, &'static str)| {
        let current = (tab == here).then_some("page");
        view! { <li><a href=href aria-current=current><IconView icon/> {name}</a></li> }
    };
    view! {
        <nav class="tabs" aria-label=t_string!(i18n, organisation.title)>
            <ul>{tabs.into_iter().map(tab).collect_view()}</ul>
        </nav>
    }
}
