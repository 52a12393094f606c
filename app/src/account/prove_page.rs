//! Proving again who one is, before something that wants a proof of a moment ago.

use crate::{
    i18n::{t_string, use_i18n},
    session::prove_address,
    ui::PageTitle,
};
use contract::local_path;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// Why it is asked, and the way there and back.
#[component]
pub fn ProvePage() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let return_to = move || local_path(&query.read().get("return_to").unwrap_or_default()).to_owned();
    view! {
        <PageTitle text=t_string!(i18n, prove.title)/>
        <article class="narrow">
            <h1>{t_string!(i18n, prove.title)}</h1>
            <p class="lead">{t_string!(i18n, prove.lead)}</p>
            <p class="actions">
                <a class="button" href=move || prove_address(&return_to()) rel="external">
                    {t_string!(i18n, prove.go)}
                </a>
                <a class="button button-second" href=return_to>{t_string!(i18n, prove.back)}</a>
            </p>
        </article>
    }
}
