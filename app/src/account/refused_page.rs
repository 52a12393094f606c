//! Why a sign-in did not succeed, and the way on.

use crate::{
    i18n::{t_string, use_i18n},
    ui::PageTitle,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// One calm page for every refusal.
#[component]
pub fn RefusedPage() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let why = match query.get_untracked().get("why").as_deref() {
        Some("no_role") => t_string!(i18n, refused.no_role),
        Some("weak") => t_string!(i18n, refused.weak),
        Some("another_person") => t_string!(i18n, refused.another_person),
        Some("attempt") => t_string!(i18n, refused.attempt),
        Some("cancelled") => t_string!(i18n, refused.cancelled),
        Some("unreachable") => t_string!(i18n, refused.unreachable),
        _ => t_string!(i18n, refused.answer),
    };
    view! {
        <PageTitle text=t_string!(i18n, refused.title)/>
        <article class="narrow">
            <h1>{t_string!(i18n, refused.title)}</h1>
            <p class="lead">{why}</p>
            <p class="actions">
                <a class="button" href="/sign-in">{t_string!(i18n, refused.try_again)}</a>
            </p>
        </article>
    }
}
