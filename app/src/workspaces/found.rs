//! What was found in the counselor's list (W9).

use super::{search_form::SearchForm, table::Table};
use crate::{
    i18n::{t_string, use_i18n},
    ui::{Empty, PageTitle},
};
use contract::{ApiError, list::FoundWorkspaces};
use leptos::prelude::*;

/// The page.
#[component]
pub fn FoundList(text: String, found: Option<FoundWorkspaces>, error: Option<ApiError>) -> impl IntoView {
    let i18n = use_i18n();
    let found = found.map(|FoundWorkspaces { items, total }| {
        let count = match total {
            0 => return view! { <Empty title=t_string!(i18n, search.nothing) hint=t_string!(i18n, list.found_none_hint)/> }.into_any(),
            1 => t_string!(i18n, list.found_one).to_owned(),
            count => t_string!(i18n, list.found_many, count = count),
        };
        let more = (items.len() < total as usize).then(|| {
            view! { <p class="hint">{t_string!(i18n, list.found_more, count = items.len())}</p> }
        });
        view! {
            <h2>{count}</h2>
            {more}
            <Table items/>
        }
        .into_any()
    });
    view! {
        <PageTitle text=t_string!(i18n, list.found_title)/>
        <p><a href="/workspaces">{t_string!(i18n, back_to_workspaces)}</a></p>
        <h1>{t_string!(i18n, list.found_title)}</h1>
        <SearchForm text error/>
        <section id="found" class="stack" tabindex="-1">{found}</section>
    }
}
