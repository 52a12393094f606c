//! The title of a page, as browsers show it in tabs and screen readers say it first.

use crate::i18n::{t_string, use_i18n};
use contract::input::without_direction_marks;
use leptos::prelude::*;
use leptos_meta::Title;

/// Where a long word may be divided in a heading; in a title it would only be in the way.
const SOFT_HYPHEN: char = '\u{ad}';

/// Sets the title of the page, and says whose it is. `leptos_meta` (0.8.7) writes what it is given into the
/// document as it is, so this is the only place that uses it.
#[component]
pub fn PageTitle(
    /// The title; it may hold what people typed.
    #[prop(into)]
    text: String,
    /// What it is a part of: the workspace of a page within one.
    #[prop(optional, into)]
    of: Option<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let parts = [Some(text), of, Some(t_string!(i18n, brand).to_owned())];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" – ");
    let plain = without_direction_marks(&text).replace(SOFT_HYPHEN, "");
    view! { <Title text=html_escape::encode_text(&plain).into_owned()/> }
}
