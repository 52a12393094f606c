//! The timeline that everyone sees (L12).

use crate::{
    i18n::{t_string, use_i18n},
    language::show_date,
};
use contract::{
    life::{ClosedBy, State, Timeline},
    person::Side,
};
use leptos::prelude::*;

/// What will happen and when, in one sentence or two.
fn explain(line: &Timeline, side: Side) -> String {
    let i18n = use_i18n();
    let (active, inactive, archived) =
        (show_date(line.active_through), show_date(line.inactive_through), show_date(line.archived_through));
    let mine = side == Side::Customer;
    match (line.state, line.closed_by) {
        (State::Active, _) if mine => {
            t_string!(i18n, timeline.explain_active_mine, active = active, inactive = inactive)
        }
        (State::Inactive, None) if mine => {
            t_string!(i18n, timeline.explain_inactive_mine, inactive = inactive, archived = archived)
        }
        (State::Active, _) => t_string!(i18n, timeline.explain_active, active = active, inactive = inactive),
        (State::Inactive, None) => {
            t_string!(i18n, timeline.explain_inactive, inactive = inactive, archived = archived)
        }
        (State::Inactive, Some(ClosedBy::Counselor)) => {
            t_string!(i18n, timeline.explain_closed_counselor, inactive = inactive)
        }
        (State::Inactive, Some(ClosedBy::Organisation)) => {
            t_string!(i18n, timeline.explain_closed_organisation, inactive = inactive)
        }
        (State::Archived, _) => t_string!(i18n, timeline.explain_archived, archived = archived),
    }
}

/// How many days are left of the present state.
pub fn days_left(line: &Timeline) -> String {
    let i18n = use_i18n();
    match line.days_left() {
        0 => t_string!(i18n, days.today).to_owned(),
        1 => t_string!(i18n, days.one).to_owned(),
        count => t_string!(i18n, days.many, count = count),
    }
}

/// The life of a workspace as a line with its stations.
#[component]
pub fn TimelineView(
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
    let rank = |state| match state {
        State::Active => 1,
        State::Inactive => 2,
        State::Archived => 3,
    };
    let now = rank(line.state);
    let stations = [
        (0, t_string!(i18n, timeline.created), show_date(line.created_on)),
        (1, t_string!(i18n, timeline.active), until(line.active_through)),
        (2, t_string!(i18n, timeline.inactive), until(line.inactive_through)),
        (3, archive, until(line.archived_through)),
        (
            4,
            t_string!(i18n, timeline.deleted),
            t_string!(i18n, timeline.after, date = show_date(line.archived_through)),
        ),
    ];
    let station = move |(place, name, when): (u8, &'static str, String)| {
        let is_now = place == now;
        let class = if place < now {
            "past"
        } else if is_now {
            "now"
        } else {
            "future"
        };
        view! {
            <li class=class aria-current=is_now.then_some("step")>
                <span class="station">{name}</span>
                <span class="when">{when}</span>
                {is_now.then(|| view! { <span class="left">{days_left(&line)}</span> })}
            </li>
        }
    };
    view! {
        <section class="life" aria-labelledby="life-title">
            <h2 id="life-title">{t_string!(i18n, timeline.title)}</h2>
            <ol>{stations.into_iter().map(station).collect_view()}</ol>
            <p>{explain(&line, side)}</p>
        </section>
    }
}
