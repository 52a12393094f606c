//! Authenticating again, before something that wants it done a moment ago.

use crate::{
    i18n::{t_string, use_i18n},
    session::reauthentication_address,
    ui::PageTitle,
};
use contract::local_path;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// Why it is asked, and the way there and back.
#[component]
pub fn ReauthenticatePage() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let return_to = local_path(&query.get_untracked().get("return_to").unwrap_or_default()).to_owned();
    view! {
        <PageTitle text=t_string!(i18n, reauthenticate.title)/>
        <article class="narrow">
            <h1>{t_string!(i18n, reauthenticate.title)}</h1>
            <p class="lead">{t_string!(i18n, reauthenticate.lead)}</p>
            <p class="actions">
                <a class="button" href=reauthentication_address(&return_to)>
                    {t_string!(i18n, reauthenticate.go)}
                </a>
                <a class="button button-second" href=return_to>{t_string!(i18n, reauthenticate.back)}</a>
            </p>
        </article>
    }
}
