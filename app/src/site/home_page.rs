//! The front page: what this is, and the ways in.

use crate::{
    i18n::{t_string, use_i18n},
    session::me,
    ui::{Icon, IconView, PageTitle, page},
};
use leptos::prelude::*;

/// The front page.
#[component]
pub fn HomePage() -> impl IntoView {
    page(async {
        let is_signed_in = me().await?.is_some();
        Ok(view! { <Front is_signed_in/> })
    })
}

#[component]
fn Front(is_signed_in: bool) -> impl IntoView {
    let i18n = use_i18n();
    let links = if is_signed_in {
        view! {
            <a class="button button-large" href="/workspaces">
                <IconView icon=Icon::Home/> {t_string!(i18n, home.go_on)}
            </a>
        }
        .into_any()
    } else {
        view! {
            <a class="button button-large" href="/sign-in"><IconView icon=Icon::Lock/> {t_string!(i18n, sign_in)}</a>
            <a class="button button-second button-large" href="/sign-in?for=staff">
                <IconView icon=Icon::Person/> {t_string!(i18n, home.staff)}
            </a>
        }
        .into_any()
    };
    let hint = (!is_signed_in).then(|| view! { <p class="quiet">{t_string!(i18n, home.how)}</p> });
    let letter = view! { <p><a href="/code">{t_string!(i18n, home.letter)}</a></p> };
    let promise = |icon, title: &'static str, text: &'static str| {
        view! { <li class="card"><h2><IconView icon/> {title}</h2><p>{text}</p></li> }
    };
    view! {
        <PageTitle text=t_string!(i18n, home.title)/>
        <section class="hero">
            <h1>{t_string!(i18n, home.title)}</h1>
            <p class="lead">{t_string!(i18n, home.lead)}</p>
            <p class="actions">{links}</p>
            {hint}
            {letter}
        </section>
        <ul class="promises">
            {promise(Icon::Shield, t_string!(i18n, home.title_1), t_string!(i18n, home.point_1))}
            {promise(Icon::Clock, t_string!(i18n, home.title_2), t_string!(i18n, home.point_2))}
            {promise(Icon::Download, t_string!(i18n, home.title_3), t_string!(i18n, home.point_3))}
        </ul>
    }
}
