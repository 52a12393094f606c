//! After signing out.

use crate::{
    i18n::{t_string, use_i18n},
    ui::PageTitle,
};
use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, location::Url};

/// The page after signing out. Staff may still be signed in at their organisation's account.
#[component]
pub fn SignedOutPage() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let there = query.get_untracked().get("from").map(|from| {
        let href = format!("/sign-out/{}", Url::escape(&from));
        view! {
            <p>{t_string!(i18n, signin.still_there)}</p>
            <p class="actions">
                <a class="button button-second" href=href>
                    {t_string!(i18n, signin.sign_out_there)}
                </a>
            </p>
        }
    });
    view! {
        <PageTitle text=t_string!(i18n, signin.signed_out_title)/>
        <article class="narrow">
            <h1>{t_string!(i18n, signin.signed_out_title)}</h1>
            <p class="lead">{t_string!(i18n, signin.signed_out)}</p>
            <p class="actions">
                <a class="button" href="/sign-in">{t_string!(i18n, signin.again)}</a>
            </p>
            {there}
        </article>
    }
}
