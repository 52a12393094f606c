//! From page to page of a list that changes while it is read: by what stands at the ends of a page, so that nothing
//! is left out or shown twice.

use crate::i18n::{t_string, use_i18n};
use contract::list::Turn;
use leptos::prelude::*;

/// Links to the page before and after, where there are several.
#[component]
pub fn Turns(
    /// Which one of all is the first shown, from 1.
    first: u32,
    /// How many are shown.
    count: u32,
    /// How many there are in all.
    total: u32,
    previous: Option<Turn>,
    next: Option<Turn>,
    /// What else the address asks for, and goes on asking.
    #[prop(into)]
    kept: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let address = move |turn| {
        let (name, place) = match turn {
            Turn::After(place) => ("after", place),
            Turn::Before(place) => ("before", place),
        };
        if kept.is_empty() { format!("?{name}={place}") } else { format!("?{kept}&{name}={place}") }
    };
    (previous.is_some() || next.is_some()).then(|| {
        let previous = previous.map(&address);
        let previous = previous.map(|href| view! { <a rel="prev" href=href>{t_string!(i18n, list.previous)}</a> });
        let next = next.map(&address);
        let next = next.map(|href| view! { <a rel="next" href=href>{t_string!(i18n, list.next)}</a> });
        let last = first + count.saturating_sub(1);
        let place = t_string!(i18n, list.range, first = first, last = last, total = total);
        view! { <nav class="pager" aria-labelledby="pager-place">{previous} <span id="pager-place">{place}</span> {next}</nav> }
    })
}
