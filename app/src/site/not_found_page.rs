//! What is missing and what is not meant for the reader look the same (P5).

use crate::ui::ErrorView;
use contract::ApiError;
use leptos::prelude::*;

/// The page for every address that leads nowhere.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! { <ErrorView error=ApiError::NotFound/> }
}
