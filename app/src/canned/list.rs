//! Canned responses to be read, and the ways to where they are changed.

use super::form::NEW;
use crate::{
    i18n::{t_string, use_i18n},
    language::language_name,
    ui::{Empty, Icon, IconView, readable},
};
use contract::{
    canned::{CannedResponseView, RESPONSES},
    person::Language,
};
use leptos::prelude::*;

/// Those that the reader keeps at an address, with the way to another one.
#[component]
pub fn Kept(responses: Vec<CannedResponseView>, at: &'static str) -> impl IntoView {
    let i18n = use_i18n();
    let is_full = u32::try_from(responses.len()).unwrap_or(u32::MAX) >= RESPONSES;
    let another = if is_full {
        let text = t_string!(i18n, error.too_many_canned_responses, count = RESPONSES);
        view! { <p class="hint">{text}</p> }.into_any()
    } else {
        let icon = view! { <IconView icon=Icon::Plus/> };
        view! { <p><a class="button" href=format!("{at}/{NEW}")>{icon} {t_string!(i18n, canned.new)}</a></p> }
            .into_any()
    };
    let list = if responses.is_empty() {
        view! { <Empty title=t_string!(i18n, canned.none) hint=t_string!(i18n, canned.none_hint)/> }
            .into_any()
    } else {
        let lines = responses.into_iter().map(|response| view! { <Line response at/> }).collect_view();
        view! { <ul class="rows">{lines}</ul> }.into_any()
    };
    view! {
        {another}
        {list}
    }
}

/// One response with its texts, to be read and copied.
#[component]
pub fn Line(
    response: CannedResponseView,
    /// Where the reader changes it, if they may.
    #[prop(optional)]
    at: Option<&'static str>,
) -> impl IntoView {
    let i18n = use_i18n();
    let CannedResponseView { id, title, text, .. } = response;
    let title = readable(title);
    let change = at.map(|at| {
        let (href, label) = (format!("{at}/{id}"), t_string!(i18n, canned.change));
        let spoken = format!("{label}: {title}");
        view! { <p><a class="button button-second" href=href aria-label=spoken>{label}</a></p> }
    });
    let texts = Language::ALL.into_iter().filter(|language| !text.of(*language).is_empty());
    let texts = texts.map(|language| {
        view! {
            <h3 lang=language.code()>{language_name(language)}</h3>
            <p class="pre" lang=language.code()>{readable(text.of(language).to_owned())}</p>
        }
    });
    view! {
        <li>
            <details class="disclosure">
                <summary>{title}</summary>
                {texts.collect_view()}
                {change}
            </details>
        </li>
    }
}
