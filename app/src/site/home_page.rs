//! The front page: what this is, and the way in.

use crate::{
    i18n::{t_string, use_i18n},
    ui::PageTitle,
};
use leptos::prelude::*;

/// The front page.
#[component]
pub fn HomePage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <PageTitle text=t_string!(i18n, home.title)/>
        <article class="narrow">
            <h1>{t_string!(i18n, home.title)}</h1>
            <p class="lead">{t_string!(i18n, home.lead)}</p>
            <ul class="points">
                <li>{t_string!(i18n, home.point_1)}</li>
                <li>{t_string!(i18n, home.point_2)}</li>
                <li>{t_string!(i18n, home.point_3)}</li>
            </ul>
            <p class="actions">
                <a class="button" href="/workspaces">{t_string!(i18n, sign_in)}</a>
            </p>
        </article>
    }
}
