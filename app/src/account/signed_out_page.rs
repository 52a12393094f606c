//! After signing out.

use crate::i18n::{t_string, use_i18n};
use leptos::prelude::*;
use leptos_meta::Title;

/// The page after signing out.
#[component]
pub fn SignedOutPage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Title text=t_string!(i18n, signin.signed_out_title)/>
        <article class="narrow">
            <h1>{t_string!(i18n, signin.signed_out_title)}</h1>
            <p class="lead">{t_string!(i18n, signin.signed_out)}</p>
            <p class="actions">
                <a class="button" href="/sign-in">{t_string!(i18n, signin.again)}</a>
            </p>
        </article>
    }
}
