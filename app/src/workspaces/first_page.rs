//! The customer's first page: what waits, then each workspace with its life (W9, L12).

use super::waiting::{WaitingList, of_customer};
use crate::{
    i18n::{t_string, use_i18n},
    language::{named, show_date},
    ui::{
        Banner, Done, Empty, Icon, IconView, Life, PageTitle, StateBadge, Tone, Turns, life_in_words,
        readable,
    },
};
use contract::{
    invitation::Inviter,
    life::State,
    list::{WorkspaceList, WorkspaceSummary},
    person::Side,
};
use leptos::prelude::*;

/// The page.
#[component]
pub fn FirstPage(name: String, list: WorkspaceList) -> impl IntoView {
    let i18n = use_i18n();
    // What waits stands first in the list: all of it is on its first page.
    let is_first = list.first == 1;
    let waits: Vec<_> = list.items.iter().filter(|_| is_first).flat_map(of_customer).collect();
    let lead = match waits.len() {
        0 => t_string!(i18n, first.nothing).to_owned(),
        1 => t_string!(i18n, first.one).to_owned(),
        count => t_string!(i18n, first.many, count = count),
    };
    let first_name = name.split_whitespace().next().unwrap_or_default().to_owned();
    let is_empty = list.items.is_empty() && list.waiting.is_empty();
    let empty = is_empty.then(|| {
        let hint = t_string!(i18n, list.empty_customer_hint);
        view! { <Empty title=t_string!(i18n, list.empty_customer) hint/> }
    });
    let only = match list.items.as_slice() {
        [one] => Some(one.id),
        _ => None,
    };
    let (first, total, previous, next) = (list.first, list.total, list.previous, list.next);
    let count = u32::try_from(list.items.len()).unwrap_or(u32::MAX);
    let workspaces = (!list.items.is_empty()).then(|| {
        let card = |item| view! { <li><Card item/></li> };
        view! {
            <section class="block" aria-labelledby="workspaces-title">
                <h2 id="workspaces-title">{t_string!(i18n, list.title)}</h2>
                <ul class="stack">{list.items.into_iter().map(card).collect_view()}</ul>
                <Turns first count total previous next kept=""/>
            </section>
        }
    });
    view! {
        <PageTitle text=t_string!(i18n, place_home)/>
        <div class="heading">
            <div>
                <h1>{t_string!(i18n, first.hello, name = first_name)}</h1>
                {(is_first && !is_empty).then(|| view! { <p class="lead">{lead}</p> })}
            </div>
        </div>
        <Done of="accept_code accept_invitation end_participation give_undertaking"/>
        <div class="columns">
            <div class="stack">
                <WaitingList waits/>
                {list.waiting.into_iter().map(|inviter| view! { <ToBeConfirmed inviter/> }).collect_view()}
                {empty}
                {workspaces}
            </div>
            <aside>
                <section class="card" aria-labelledby="who-title">
                    <h2 id="who-title">{t_string!(i18n, first.who_title)}</h2>
                    <p>{t_string!(i18n, first.who)}</p>
                    <p>
                        {match only {
                            Some(id) => {
                                let href = format!("/workspaces/{id}/access");
                                view! {
                                    <a href=href><IconView icon=Icon::Eye/> " " {t_string!(i18n, access.title)}</a>
                                }
                                    .into_any()
                            }
                            None => t_string!(i18n, first.who_look).into_any(),
                        }}
                    </p>
                </section>
            </aside>
        </div>
    }
}

/// A workspace with its life; an archived one with the way to take it home.
#[component]
fn Card(item: WorkspaceSummary) -> impl IntoView {
    let i18n = use_i18n();
    let nobody = || t_string!(i18n, workspace.no_counselor).to_owned();
    let who = format!("{}, {}", item.other.clone().unwrap_or_else(nobody), named(&item.organisation));
    let line = item.timeline;
    let life = if line.state == State::Archived {
        let href = format!("/workspaces/{}/package", item.id);
        let spoken = format!("{}: {}", t_string!(i18n, workspace.download), readable(item.title.clone()));
        view! {
            <p>{t_string!(i18n, first.archive, date = show_date(line.archived_through))}</p>
            <p>
                <a class="button button-second" href=href aria-label=spoken>
                    <IconView icon=Icon::Download/> {t_string!(i18n, workspace.download)}
                </a>
            </p>
        }
        .into_any()
    } else {
        view! {
            <Life line side=Side::Customer/>
            <p class="quiet">{life_in_words(&line, Side::Customer)}</p>
        }
        .into_any()
    };
    view! {
        <article class="card">
            <div class="heading">
                <div>
                    <h3><a href=format!("/workspaces/{}", item.id) dir="auto">{readable(item.title)}</a></h3>
                    <p class="quiet">{who}</p>
                </div>
                <p><StateBadge state=line.state/></p>
            </div>
            {life}
        </article>
    }
}

/// The customer accepted; the counselor has to confirm (P3).
#[component]
fn ToBeConfirmed(inviter: Inviter) -> impl IntoView {
    let i18n = use_i18n();
    let Inviter { organisation, counselor } = inviter;
    let text = t_string!(i18n, list.waiting, counselor = counselor, organisation = named(&organisation));
    view! { <Banner tone=Tone::Calm><p>{text}</p></Banner> }
}
