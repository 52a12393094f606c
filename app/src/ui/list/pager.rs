//! From page to page of a long list.

use crate::i18n::{t_string, use_i18n};
use leptos::prelude::*;

/// Links to the page before and after, where there are several.
#[component]
pub fn Pager(
    /// The page shown, from 1.
    page: u32,
    /// How many there are.
    pages: u32,
    /// How many things there are in all.
    total: u32,
    /// What else the address asks for, and goes on asking.
    #[prop(optional, into)]
    kept: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let address = move |page: u32| match kept.as_str() {
        "" => format!("?page={page}"),
        kept => format!("?{kept}&page={page}"),
    };
    (pages > 1).then(|| {
        let previous = (page > 1).then(|| {
            view! { <a rel="prev" href=address(page - 1)>{t_string!(i18n, list.previous)}</a> }
        });
        let next = (page < pages).then(|| {
            view! { <a rel="next" href=address(page + 1)>{t_string!(i18n, list.next)}</a> }
        });
        let where_are_we = t_string!(i18n, list.page, page = page, pages = pages, total = total);
        view! { <nav class="pager" aria-labelledby="pager-place">{previous} <span id="pager-place">{where_are_we}</span> {next}</nav> }
    })
}
