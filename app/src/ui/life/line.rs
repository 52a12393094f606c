//! The line of a life: what was, what is now, what comes, and until when.

use super::words::{days_left, life_in_words};
use crate::{
    i18n::{t_string, use_i18n},
    language::show_date,
};
use contract::{
    life::{State, Timeline},
    person::Side,
};
use leptos::prelude::*;

/// The line: across where there is room, else down.
#[component]
pub fn Life(
    /// The dates.
    line: Timeline,
    /// Who looks.
    side: Side,
) -> impl IntoView {
    let i18n = use_i18n();
    let until = |day| t_string!(i18n, timeline.until, date = show_date(day));
    let archive = match side {
        Side::Customer => t_string!(i18n, timeline.archived_mine),
        Side::Counselor => t_string!(i18n, timeline.archived),
    };
    let now = match line.state {
        State::Active => 1,
        State::Inactive => 2,
        State::Archived => 3,
    };
    let deleted = t_string!(i18n, timeline.after, date = show_date(line.archived_through));
    let stations = [
        (t_string!(i18n, timeline.created), show_date(line.created_on)),
        (t_string!(i18n, timeline.active), until(line.active_through)),
        (t_string!(i18n, timeline.inactive), until(line.inactive_through)),
        (archive, until(line.archived_through)),
        (t_string!(i18n, timeline.deleted), deleted),
    ];
    let station = move |(place, (name, when)): (usize, (&'static str, String))| {
        let is_now = place == now;
        let class = match place {
            _ if is_now => "now",
            _ if place < now => "past",
            _ => "future",
        };
        view! {
            <li class=class aria-current=is_now.then_some("step")>
                <span class="station">{name}</span>
                <span>{when}</span>
                {is_now.then(|| view! { <span class="left">{days_left(&line)}</span> })}
            </li>
        }
    };
    let stations = stations.into_iter().enumerate().map(station).collect_view();
    view! { <div class="life-box"><ol class=format!("life life-{}", class_of(line.state))>{stations}</ol></div> }
}

fn class_of(state: State) -> &'static str {
    match state {
        State::Active => "active",
        State::Inactive => "inactive",
        State::Archived => "archived",
    }
}

/// The line with its heading, and what it means in a sentence.
#[component]
pub fn TimelineView(
    /// The dates.
    line: Timeline,
    /// Who looks.
    side: Side,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="card" aria-labelledby="life-title">
            <h2 id="life-title">{t_string!(i18n, timeline.title)}</h2>
            <Life line side/>
            <p class="quiet">{life_in_words(&line, side)}</p>
        </section>
    }
}
