//! The title of a page, as browsers show it in tabs and screen readers say it first.

use contract::input::without_direction_marks;
use leptos::prelude::*;
use leptos_meta::Title;

/// Where a long word may be divided in a heading; in a title it would only be in the way.
const SOFT_HYPHEN: char = '\u{ad}';

/// Sets the title of the page. `leptos_meta` (0.8.7) writes what it is given into the document as
/// it is, so this is the only place that uses it.
#[component]
pub fn PageTitle(
    /// The title; it may hold what people typed.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <Title text=in_document(&without_direction_marks(&text).replace(SOFT_HYPHEN, ""))/> }
}

/// On the server it goes into the document as source.
#[cfg(feature = "ssr")]
fn in_document(text: &str) -> String {
    html_escape::encode_text(text).into_owned()
}

/// In the browser it is given to the document as text.
#[cfg(not(feature = "ssr"))]
fn in_document(text: &str) -> String {
    text.to_owned()
}
