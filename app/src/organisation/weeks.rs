//! The weeks ahead, as a table with bars.

use crate::{
    i18n::{t_string, use_i18n},
    language::show_date,
};
use contract::administration::Week;
use leptos::prelude::*;

/// The width of a bar that is full.
const FULL: u32 = 100;

/// The weeks ahead.
#[component]
pub fn Weeks(weeks: Vec<Week>) -> impl IntoView {
    let i18n = use_i18n();
    let most =
        weeks.iter().map(|week| week.inactive + week.archived + week.deleted).max().unwrap_or(0).max(1);
    let row = move |week: Week| {
        let parts = [week.inactive, week.archived, week.deleted].map(|count| count * FULL / most);
        let cell = |name: &'static str, count: u32| {
            view! { <td><span class="narrow-only">{name} ": "</span> {count}</td> }
        };
        view! {
            <tr>
                <th scope="row">{t_string!(i18n, weeks.from, date = show_date(week.from))}</th>
                {cell(t_string!(i18n, weeks.inactive), week.inactive)}
                {cell(t_string!(i18n, weeks.archived), week.archived)}
                {cell(t_string!(i18n, weeks.deleted), week.deleted)}
                <td class="bar-cell"><Bar parts/></td>
            </tr>
        }
    };
    view! {
        <section class="block" aria-labelledby="weeks-title">
            <h2 id="weeks-title">{t_string!(i18n, weeks.title)}</h2>
            <p class="hint">{t_string!(i18n, weeks.hint)}</p>
            <table class="table weeks stacks">
                <thead>
                    <tr>
                        <th scope="col">{t_string!(i18n, weeks.week)}</th>
                        <th scope="col"><span class="key key-inactive"></span>{t_string!(i18n, weeks.inactive)}</th>
                        <th scope="col"><span class="key key-archived"></span>{t_string!(i18n, weeks.archived)}</th>
                        <th scope="col"><span class="key key-deleted"></span>{t_string!(i18n, weeks.deleted)}</th>
                        <td class="bar-cell"></td>
                    </tr>
                </thead>
                <tbody>{weeks.into_iter().map(row).collect_view()}</tbody>
            </table>
        </section>
    }
}

/// The three counts of a week side by side; the numbers beside it say the same.
#[component]
fn Bar(parts: [u32; 3]) -> impl IntoView {
    let [inactive, archived, deleted] = parts;
    view! {
        <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            <rect class="bar-inactive" x="0" y="0" width=inactive.to_string() height="8"></rect>
            <rect class="bar-archived" x=inactive.to_string() y="0" width=archived.to_string() height="8"></rect>
            <rect class="bar-deleted" x=(inactive + archived).to_string() y="0" width=deleted.to_string() height="8"></rect>
        </svg>
    }
}
