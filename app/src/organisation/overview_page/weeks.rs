//! The weeks ahead, as a chart with its table one click away.

use crate::{
    i18n::{t_string, use_i18n},
    language::show_date,
};
use chrono::Datelike;
use contract::administration::Week;
use leptos::prelude::*;

// The chart: the width of a week, the height of the highest bar, and the width of a bar.
const WEEK: u32 = 44;
const HEIGHT: u32 = 120;
const BAR: u32 = 10;

/// The weeks ahead.
#[component]
pub fn Weeks(weeks: Vec<Week>) -> impl IntoView {
    let i18n = use_i18n();
    let nothing = weeks.iter().all(|week| week.inactive + week.archived + week.deleted == 0);
    let chart = if nothing {
        view! { <p>{t_string!(i18n, weeks.nothing)}</p> }.into_any()
    } else {
        view! { <Chart weeks=weeks.clone()/> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="weeks-title">
            <h2 id="weeks-title">{t_string!(i18n, weeks.title)}</h2>
            {chart}
            <p class="hint">{t_string!(i18n, weeks.hint)}</p>
            <details class="disclosure open-narrow">
                <summary>{t_string!(i18n, weeks.as_table)}</summary>
                <Table weeks/>
            </details>
        </section>
    }
}

/// The chart; its table says the same.
#[component]
fn Chart(weeks: Vec<Week>) -> impl IntoView {
    let i18n = use_i18n();
    let most = weeks.iter().flat_map(|week| [week.inactive, week.archived, week.deleted]).max().unwrap_or(0);
    let most = most.max(1);
    let width = WEEK * u32::try_from(weeks.len()).unwrap_or(0);
    let bar = move |(place, (class, count)): (u32, (&'static str, u32))| {
        let height = count * HEIGHT / most;
        view! {
            <rect
                class=class
                x=(4 + place * (BAR + 1)).to_string()
                y=(HEIGHT - height).to_string()
                width=BAR.to_string()
                height=height.to_string()
            ></rect>
        }
    };
    let week = move |(place, week): (u32, Week)| {
        let bars =
            [("bar-inactive", week.inactive), ("bar-archived", week.archived), ("bar-deleted", week.deleted)];
        let from = format!("{}.{}.", week.from.day(), week.from.month());
        view! {
            <g transform=format!("translate({} 0)", place * WEEK)>
                {(0..).zip(bars).map(bar).collect_view()}
                <text x="20" y=(HEIGHT + 16).to_string()>{from}</text>
            </g>
        }
    };
    let key =
        |class: &'static str, name: &'static str| view! { <span><span class=class></span>{name}</span> };
    view! {
        <figure class="chart">
            <svg viewBox=format!("0 0 {width} {}", HEIGHT + 22) role="img" aria-label=t_string!(i18n, weeks.chart)>
                <path d=format!("M0 {HEIGHT}.5h{width}")></path>
                {(0..).zip(weeks).map(week).collect_view()}
            </svg>
            <figcaption class="quiet">
                {t_string!(i18n, weeks.by_week)}
                {key("key key-inactive", t_string!(i18n, weeks.inactive))}
                {key("key key-archived", t_string!(i18n, weeks.archived))}
                {key("key key-deleted", t_string!(i18n, weeks.deleted))}
            </figcaption>
        </figure>
    }
}

#[component]
fn Table(weeks: Vec<Week>) -> impl IntoView {
    let i18n = use_i18n();
    let names =
        [t_string!(i18n, weeks.inactive), t_string!(i18n, weeks.archived), t_string!(i18n, weeks.deleted)];
    let row = move |week: Week| {
        let cell = |(name, count): (&'static str, u32)| {
            view! { <td><span class="narrow-only">{name} ": "</span> {count}</td> }
        };
        let counts = [week.inactive, week.archived, week.deleted];
        view! {
            <tr>
                <th scope="row">{t_string!(i18n, weeks.from, date = show_date(week.from))}</th>
                {names.into_iter().zip(counts).map(cell).collect_view()}
            </tr>
        }
    };
    view! {
        <table class="table weeks stacks">
            <thead>
                <tr>
                    <th scope="col">{t_string!(i18n, weeks.week)}</th>
                    {names.map(|name| view! { <th scope="col">{name}</th> }).into_iter().collect_view()}
                </tr>
            </thead>
            <tbody>{weeks.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}
