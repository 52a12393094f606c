//! The title of a workspace, and who is in it.

use super::topic_name;
use crate::{
    i18n::{t_string, use_i18n},
    language::show_date,
    ui::{StateBadge, readable},
};
use contract::head::WorkspaceHead;
use leptos::prelude::*;

/// Where it belongs, and what it is.
#[component]
pub fn Head(head: WorkspaceHead) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <p><a href="/workspaces">{t_string!(i18n, back_to_workspaces)}</a></p>
        <Facts head/>
    }
}

/// Title, state and people.
#[component]
pub fn Facts(head: WorkspaceHead) -> impl IntoView {
    let i18n = use_i18n();
    let customer = head.customer.unwrap_or_else(|| t_string!(i18n, workspace.nobody_yet).to_owned());
    let co_professionals = head.co_professionals.into_iter().map(|co_professional| {
        let until = t_string!(i18n, people.until, date = show_date(co_professional.through));
        view! {
            <div>
                <dt>{t_string!(i18n, people.second)}</dt>
                <dd>{co_professional.name} ", " {co_professional.organisation} <span class="quiet">" (" {until} ")"</span></dd>
            </div>
        }
    });
    let co_professionals = co_professionals.collect_view();
    let topics: Vec<&str> = head.topics.into_iter().map(topic_name).collect();
    let topics = (!topics.is_empty()).then(|| {
        view! {
            <div>
                <dt>{t_string!(i18n, workspace.topics)}</dt>
                <dd>{topics.join(", ")}</dd>
            </div>
        }
    });
    view! {
        <div class="heading">
            <h1>{readable(head.title)}</h1>
            <p><StateBadge state=head.timeline.state/></p>
        </div>
        <dl class="facts">
            <div>
                <dt>{t_string!(i18n, workspace.customer)}</dt>
                <dd>{customer}</dd>
            </div>
            <div>
                <dt>{t_string!(i18n, workspace.counselor)}</dt>
                <dd>{head.counselor} ", " {head.organisation}</dd>
            </div>
            {co_professionals}
            {topics}
        </dl>
    }
}
