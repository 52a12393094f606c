//! The counselor's list to work from: what waits first, with filters (W9).

use crate::{
    i18n::{t_string, use_i18n},
    language::show_recent,
    ui::{Done, Empty, Icon, IconView, PageTitle, Pager, StateBadge, TimeLeft, new_messages, readable},
};
use contract::{
    head::InvitationStatus,
    workspace::{ListFilter, WorkspaceList, WorkspaceSummary},
};
use leptos::prelude::*;

/// The list.
#[component]
pub fn CounselorList(list: WorkspaceList) -> impl IntoView {
    let i18n = use_i18n();
    let count_of = |filter| {
        let counted = ListFilter::ALL.iter().zip(list.counts).find(|(one, _)| **one == filter);
        counted.map_or(0, |(_, count)| count)
    };
    let (all, waiting) = (count_of(ListFilter::All), count_of(ListFilter::Waiting));
    let in_all = match all {
        1 => t_string!(i18n, list.count_one).to_owned(),
        count => t_string!(i18n, list.count, count = count),
    };
    let waits = match waiting {
        0 => t_string!(i18n, list.nothing_waits).to_owned(),
        1 => t_string!(i18n, list.one_waits).to_owned(),
        count => t_string!(i18n, list.some_wait, count = count),
    };
    let lead = (all > 0).then(|| view! { <p class="quiet">{in_all} ". " {waits}</p> });
    let shown = list.shown;
    let body = if all == 0 {
        let hint = t_string!(i18n, list.empty_counselor_hint);
        view! { <Empty title=t_string!(i18n, list.empty_counselor) hint/> }.into_any()
    } else if list.items.is_empty() {
        let hint = t_string!(i18n, list.none_shown_hint);
        view! { <Empty title=t_string!(i18n, list.none_shown) hint/> }.into_any()
    } else {
        view! { <Table items=list.items/> }.into_any()
    };
    view! {
        <PageTitle text=t_string!(i18n, list.title)/>
        <div class="heading">
            <div>
                <h1>{t_string!(i18n, list.title)}</h1>
                {lead}
            </div>
            <p class="actions">
                <a class="button button-second" href="/workspaces/away">
                    <IconView icon=Icon::Clock/> {t_string!(i18n, away.title)}
                </a>
                <a class="button" href="/workspaces/new"><IconView icon=Icon::Plus/> {t_string!(i18n, list.new)}</a>
            </p>
        </div>
        <Done of="end_participation give_undertaking"/>
        {(all > 0).then(|| view! { <Filters shown counts=list.counts/> })}
        {body}
        <Pager page=list.page pages=list.pages total=list.total kept=format!("show={}", shown.code())/>
    }
}

/// The filters as links, each with how many it shows; those that show none only where they are chosen.
#[component]
fn Filters(shown: ListFilter, counts: [u32; ListFilter::ALL.len()]) -> impl IntoView {
    let i18n = use_i18n();
    let name = move |filter| match filter {
        ListFilter::Waiting => t_string!(i18n, list.show_waiting),
        ListFilter::All => t_string!(i18n, list.show_all),
        ListFilter::Invited => t_string!(i18n, list.show_invited),
        ListFilter::Ending => t_string!(i18n, list.show_ending),
        ListFilter::Inactive => t_string!(i18n, list.show_inactive),
    };
    let is_offered = move |(filter, count): &(ListFilter, u32)| {
        *count > 0 || *filter == shown || matches!(filter, ListFilter::Waiting | ListFilter::All)
    };
    let chip = move |(filter, count): (ListFilter, u32)| {
        let here = (filter == shown).then_some("true");
        let href = format!("?show={}", filter.code());
        view! { <li><a href=href aria-current=here>{name(filter)} " " <b>{count}</b></a></li> }
    };
    let chips = ListFilter::ALL.into_iter().zip(counts).filter(is_offered).map(chip).collect_view();
    view! { <nav aria-label=t_string!(i18n, list.filter)><ul class="chips">{chips}</ul></nav> }
}

#[component]
fn Table(items: Vec<WorkspaceSummary>) -> impl IntoView {
    let i18n = use_i18n();
    let columns = [
        t_string!(i18n, list.column_who),
        t_string!(i18n, list.column_waits),
        t_string!(i18n, list.column_last),
        t_string!(i18n, list.column_state),
        t_string!(i18n, list.column_left),
    ];
    let columns = columns.map(|column| view! { <th scope="col">{column}</th> });
    view! {
        <div class="card flush">
            <table class="list">
                <thead>
                    <tr>{columns.into_iter().collect_view()}</tr>
                </thead>
                <tbody>{items.into_iter().map(|item| view! { <Row item/> }).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// One workspace: a row that is a link as a whole.
#[component]
fn Row(item: WorkspaceSummary) -> impl IntoView {
    let i18n = use_i18n();
    let who = match (item.other.clone(), item.invitation_status) {
        (Some(name), _) => name,
        (None, _) => t_string!(i18n, workspace.nobody_yet).to_owned(),
    };
    let last = show_recent(item.touched_at, item.timeline.today);
    view! {
        <tr class=(item.waits.unread > 0).then_some("unread")>
            <td>
                <a class="whole" href=format!("/workspaces/{}", item.id)>
                    <span>{who}</span> " " <span class="quiet" dir="auto">{readable(item.title.clone())}</span>
                </a>
            </td>
            <td>{tags(&item)}</td>
            <td class="quiet">{last}</td>
            <td><StateBadge state=item.timeline.state/></td>
            <td><TimeLeft line=item.timeline lasts=item.lasts ends_soon=item.ends_soon/></td>
        </tr>
    }
}

/// What waits, in a few words each.
fn tags(item: &WorkspaceSummary) -> impl IntoView + use<> {
    let i18n = use_i18n();
    let waits = item.waits;
    let is_invited = item.invitation_status == InvitationStatus::Invited;
    let tags = [
        (waits.unread > 0).then(|| ("badge", new_messages(waits.unread))),
        waits.to_confirm.then(|| ("badge badge-inactive", t_string!(i18n, list.awaiting).to_owned())),
        waits.asks_reactivation.then(|| ("badge badge-inactive", t_string!(i18n, list.asks).to_owned())),
        waits
            .invitation_expired
            .then(|| ("badge badge-inactive", t_string!(i18n, list.invitation_expired).to_owned())),
        item.guided_by.clone().map(|name| ("badge", t_string!(i18n, list.guided_by, name = name))),
        (is_invited && !waits.invitation_expired)
            .then(|| ("badge", t_string!(i18n, list.invited).to_owned())),
    ];
    let tag = |(class, text)| view! { <span class=class>{text}</span> " " };
    tags.into_iter().flatten().map(tag).collect_view()
}
