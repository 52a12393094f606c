//! Who is in a workspace, and what it is about.

pub(crate) mod description_page;

use super::topic_name;
use crate::{
    i18n::{t_string, use_i18n},
    language::{named, show_date},
    ui::readable,
};
use contract::head::WorkspaceHead;
use leptos::prelude::*;

/// People, topics and number.
#[component]
pub fn Facts(head: WorkspaceHead) -> impl IntoView {
    let i18n = use_i18n();
    let customer = head.customer.unwrap_or_else(|| t_string!(i18n, workspace.nobody_yet).to_owned());
    let co_professionals = head.co_professionals.into_iter().map(|co_professional| {
        let until = t_string!(i18n, people.until, date = show_date(co_professional.through));
        view! {
            <div>
                <dt>{t_string!(i18n, people.second)}</dt>
                <dd>{co_professional.name} ", " {named(&co_professional.organisation)} <span class="quiet">" (" {until} ")"</span></dd>
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
    let counselor =
        head.counselor.clone().unwrap_or_else(|| t_string!(i18n, workspace.no_counselor).to_owned());
    let contact = head.customer_contact.unwrap_or_default();
    let lines = [
        (t_string!(i18n, contact.email), contact.email),
        (t_string!(i18n, contact.phone), contact.phone),
        (t_string!(i18n, contact.postal_address), contact.postal_address),
        (t_string!(i18n, contact.counselor_phone), head.counselor_phone),
    ];
    let line = |(name, value): (&'static str, Option<String>)| {
        value.map(|value| {
            view! { <div><dt>{name}</dt><dd class="pre">{readable(value)}</dd></div> }
        })
    };
    let reachable = lines.into_iter().map(line).collect_view();
    let change = head.may.describe.then(|| {
        let href = format!("/workspaces/{}/description", head.id);
        view! { <p><a href=href>{t_string!(i18n, description.title)}</a></p> }
    });
    view! {
        <dl class="facts">
            <div>
                <dt>{t_string!(i18n, workspace.customer)}</dt>
                <dd>{customer}</dd>
            </div>
            <div>
                <dt>{t_string!(i18n, workspace.counselor)}</dt>
                <dd>{counselor} ", " {named(&head.organisation)}</dd>
            </div>
            {reachable}
            {co_professionals}
            {topics}
            <div>
                <dt>{t_string!(i18n, workspace.number_name)}</dt>
                <dd>{head.number}</dd>
            </div>
        </dl>
        {change}
    }
}
