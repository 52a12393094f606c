//! A customer is here for the first time: what this is, and the first step.

use crate::{
    i18n::{t_string, use_i18n},
    language::named,
};
use contract::head::WorkspaceHead;
use leptos::prelude::*;

/// The welcome, in the place of conversations that are not there yet.
#[component]
pub fn Welcome(head: WorkspaceHead) -> impl IntoView {
    let i18n = use_i18n();
    let counselor = head.counselor.unwrap_or_else(|| named(&head.organisation));
    view! {
        <div class="card">
            <h3>{t_string!(i18n, workspace.welcome_title)}</h3>
            <p>{t_string!(i18n, workspace.welcome, counselor = counselor)}</p>
            <p>{t_string!(i18n, workspace.welcome_first)}</p>
            <p>
                {t_string!(i18n, workspace.welcome_told)} " "
                <a href="/contact-details">{t_string!(i18n, workspace.welcome_contact)}</a>
            </p>
        </div>
    }
}
