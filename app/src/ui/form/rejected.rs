//! What is wrong with a form, above it: it takes the focus, and leads to the fields.

use super::Form;
use crate::error::error_text;
use leptos::prelude::*;

/// What is wrong, where something is. The page was led here by the address's fragment.
#[component]
pub fn Rejected(
    /// The form.
    form: Form,
) -> impl IntoView {
    let error = form.error().cloned()?;
    let item = |(place, text): (Option<String>, String)| match place {
        Some(place) => view! { <li><a href=place>{text}</a></li> }.into_any(),
        None => view! { <li>{text}</li> }.into_any(),
    };
    let mistakes = form.mistakes();
    let list =
        (!mistakes.is_empty()).then(|| view! { <ul>{mistakes.into_iter().map(item).collect_view()}</ul> });
    Some(view! {
        <section id="outcome" class="banner banner-trouble" role="alert" tabindex="-1">
            <p>{error_text(&error)}</p>
            {list}
        </section>
    })
}
