//! The front page: what this is, and the way in.

use crate::{
    i18n::{t_string, use_i18n},
    ui::{Icon, IconView, PageTitle},
};
use leptos::prelude::*;

/// The front page.
#[component]
pub fn HomePage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <PageTitle text=t_string!(i18n, home.title)/>
        <section class="hero">
            <h1>{t_string!(i18n, home.title)}</h1>
            <p class="lead">{t_string!(i18n, home.lead)}</p>
            <p class="actions">
                <a class="button" href="/workspaces"><IconView icon=Icon::Lock/> {t_string!(i18n, sign_in)}</a>
            </p>
        </section>
        <ul class="promises">
            <li class="card"><IconView icon=Icon::Shield/> <p>{t_string!(i18n, home.point_1)}</p></li>
            <li class="card"><IconView icon=Icon::Clock/> <p>{t_string!(i18n, home.point_2)}</p></li>
            <li class="card"><IconView icon=Icon::Download/> <p>{t_string!(i18n, home.point_3)}</p></li>
        </ul>
    }
}
