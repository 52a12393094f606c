//! Nothing here yet, and what to do about it.

use leptos::prelude::*;

/// An empty state.
#[component]
pub fn Empty(
    /// What is not here.
    title: &'static str,
    /// What to do, or to wait for.
    hint: &'static str,
) -> impl IntoView {
    view! {
        <div class="empty">
            <p class="empty-title">{title}</p>
            <p>{hint}</p>
        </div>
    }
}
