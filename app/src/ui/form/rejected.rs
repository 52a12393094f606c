//! What is wrong with a form, above it: it takes the focus, and leads to the fields.

use super::Form;
use crate::{
    error::error_text,
    i18n::{t_string, use_i18n},
};
use contract::ApiError;
use leptos::prelude::*;

/// What is wrong, where something is. The page was led here by the address's fragment.
#[component]
pub fn Rejected(
    /// The form.
    form: Form,
) -> impl IntoView {
    if let Some(after) = form.waits_after() {
        return Some(view! { <NotSentYet after=after.clone()/> }.into_any());
    }
    let error = form.error().cloned()?;
    let item = |(place, text): (Option<String>, String)| match place {
        Some(place) => view! { <li><a href=place>{text}</a></li> }.into_any(),
        None => view! { <li>{text}</li> }.into_any(),
    };
    let mistakes = form.mistakes();
    let list =
        (!mistakes.is_empty()).then(|| view! { <ul>{mistakes.into_iter().map(item).collect_view()}</ul> });
    let summary = view! {
        <section id="outcome" class="banner banner-trouble" role="alert" tabindex="-1">
            <p>{error_text(&error)}</p>
            {list}
        </section>
    };
    Some(summary.into_any())
}

/// That what was asked for first is done, and the form is not sent yet.
#[component]
pub fn NotSentYet(after: ApiError) -> impl IntoView {
    let i18n = use_i18n();
    let text = if after == ApiError::UndertakingNeeded {
        t_string!(i18n, undertaken)
    } else {
        t_string!(i18n, reauthenticated)
    };
    view! { <section id="outcome" class="banner" role="status" tabindex="-1"><p>{text}</p></section> }
}
