//! The lines of the list: rows where there is room, cards where there is not.

use crate::{
    i18n::{t_string, use_i18n},
    language::show_date,
    ui::{StateBadge, readable},
};
use contract::{
    head::InvitationStatus,
    life::{State, Timeline},
    person::Side,
    workspace::WorkspaceSummary,
};
use leptos::prelude::*;

fn due(line: &Timeline) -> String {
    let i18n = use_i18n();
    let date = show_date(line.due());
    match line.state {
        State::Active => t_string!(i18n, due.active, date = date),
        State::Inactive => t_string!(i18n, due.inactive, date = date),
        State::Archived => t_string!(i18n, due.archived, date = date),
    }
}

/// What waits for somebody, in a few words.
fn flags(side: Side, item: &WorkspaceSummary) -> Vec<String> {
    let i18n = use_i18n();
    let mut flags = Vec::new();
    if item.unread > 0 {
        flags.push(t_string!(i18n, list.unread, count = item.unread));
    }
    if side == Side::Counselor {
        match item.invitation_status {
            InvitationStatus::Invited => flags.push(t_string!(i18n, list.invited).to_owned()),
            InvitationStatus::AwaitingConfirmation => flags.push(t_string!(i18n, list.awaiting).to_owned()),
            InvitationStatus::Taken => {}
        }
        if item.asks_reactivation {
            flags.push(t_string!(i18n, list.asks).to_owned());
        }
    }
    flags
}

/// All lines.
#[component]
pub fn Rows(side: Side, items: Vec<WorkspaceSummary>) -> impl IntoView {
    let row = move |item: WorkspaceSummary| view! { <li><Row side item/></li> };
    (!items.is_empty()).then(|| view! { <ul class="rows">{items.into_iter().map(row).collect_view()}</ul> })
}

#[component]
fn Row(side: Side, item: WorkspaceSummary) -> impl IntoView {
    let flags =
        flags(side, &item).into_iter().map(|flag| view! { <span class="flag">{flag}</span> }).collect_view();
    let other = match side {
        Side::Counselor => item.other.clone().unwrap_or_default(),
        Side::Customer => {
            let names = [item.other.clone(), Some(item.organisation.clone())];
            names.into_iter().flatten().collect::<Vec<_>>().join(", ")
        }
    };
    view! {
        <div class="row-main">
            <a class="row-title" href=format!("/workspaces/{}", item.id)>{readable(item.title.clone())}</a>
            <p class="quiet">{other}</p>
        </div>
        <p class="row-flags">{flags}</p>
        <p class="row-life"><StateBadge state=item.timeline.state/> <span>{due(&item.timeline)}</span></p>
    }
}
