//! The counselor's list to work from: what waits first, with filters (W9).

use super::{search_form::SearchForm, table::Table};
use crate::{
    i18n::{t_string, use_i18n},
    ui::{Done, Empty, Icon, IconView, PageTitle, Select, Turns},
    workspace::topic_name,
};
use contract::{
    list::{ListFilter, ListSort, WorkspaceList},
    topic::Topic,
};
use leptos::prelude::*;
use std::fmt;

/// The list.
#[component]
pub fn CounselorList(list: WorkspaceList, topic: Option<Topic>) -> impl IntoView {
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
    let lead = (all > 0 && topic.is_none()).then(|| view! { <p class="quiet">{in_all} ". " {waits}</p> });
    let (shown, sort) = (list.shown, list.sort);
    let count = u32::try_from(list.items.len()).unwrap_or(u32::MAX);
    let (previous, next) = (list.previous, list.next);
    let nothing_at_all = all == 0 && topic.is_none();
    let address = Address { shown, topic, sort };
    let body = if nothing_at_all {
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
        <Done of="end_participation give_undertaking hand_over"/>
        {(!nothing_at_all)
            .then(|| {
                view! {
                    <SearchForm/>
                    <Filters address counts=list.counts/>
                    <Narrow address/>
                }
            })}
        {body}
        <Turns first=list.first count total=list.total previous next kept=address.to_string()/>
    }
}

/// What the address of a list asks for, but for its turn.
#[derive(Clone, Copy, Debug)]
struct Address {
    shown: ListFilter,
    topic: Option<Topic>,
    sort: ListSort,
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "show={}", self.shown.code())?;
        if let Some(topic) = self.topic {
            write!(out, "&topic={}", topic.code())?;
        }
        if self.sort != self.shown.sort() {
            write!(out, "&sort={}", self.sort.code())?;
        }
        Ok(())
    }
}

/// The filters as links, each with how many it shows; those that show none only where they are chosen.
#[component]
fn Filters(address: Address, counts: [u32; ListFilter::ALL.len()]) -> impl IntoView {
    let i18n = use_i18n();
    let shown = address.shown;
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
        // Each stands in its own order.
        let href = format!("?{}", Address { shown: filter, sort: filter.sort(), ..address });
        view! { <li><a href=href aria-current=here>{name(filter)} " " <b>{count}</b></a></li> }
    };
    let chips = ListFilter::ALL.into_iter().zip(counts).filter(is_offered).map(chip).collect_view();
    view! { <nav aria-label=t_string!(i18n, list.filter)><ul class="chips">{chips}</ul></nav> }
}

/// The topic and the order, chosen.
#[component]
fn Narrow(address: Address) -> impl IntoView {
    let i18n = use_i18n();
    let every = (String::new(), t_string!(i18n, list.every_topic).to_owned());
    let topic = |topic: Topic| (topic.code().to_owned(), topic_name(topic).to_owned());
    let topics = [every].into_iter().chain(Topic::ALL.map(topic)).collect();
    let order = |sort: ListSort| {
        let name = match sort {
            ListSort::Waiting => t_string!(i18n, list.sort_waiting),
            ListSort::Changed => t_string!(i18n, list.sort_changed),
            ListSort::Ending => t_string!(i18n, list.sort_ending),
            ListSort::Name => t_string!(i18n, list.sort_name),
        };
        (sort.code().to_owned(), name.to_owned())
    };
    let orders = ListSort::ALL.map(order).to_vec();
    let is_narrowed = address.topic.is_some() || address.sort != address.shown.sort();
    let chosen = address.topic.map(|topic| topic.code().to_owned()).unwrap_or_default();
    view! {
        <details open=is_narrowed>
            <summary>{t_string!(i18n, list.narrow)}</summary>
            <form method="get" action="/workspaces" class="filter">
            <input type="hidden" name="show" value=address.shown.code()/>
            <Select name="topic" label=t_string!(i18n, workspace.topics) options=topics value=chosen form=None/>
            <Select name="sort" label=t_string!(i18n, list.sort) options=orders value=address.sort.code() form=None/>
            <button type="submit" class="button button-second">{t_string!(i18n, administration.show)}</button>
            </form>
        </details>
    }
}
