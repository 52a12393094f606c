//! The button that sends a form.

use leptos::prelude::*;

/// The button.
#[component]
pub fn Submit(
    /// What it does.
    label: &'static str,
    /// To whom or what, where several buttons of a page are called alike: it is spoken, not shown.
    #[prop(optional, into)]
    of: Option<String>,
    /// Whether it is one choice of several, and not the main one.
    #[prop(optional)]
    second: bool,
    /// Whether it looks like a link, beside text.
    #[prop(optional)]
    link: bool,
    /// Whether what it does cannot be undone.
    #[prop(optional)]
    danger: bool,
) -> impl IntoView {
    let class = match (second, link, danger) {
        (_, true, _) => "link",
        (_, _, true) => "button button-danger",
        (true, false, false) => "button button-second",
        (false, false, false) => "button",
    };
    let spoken = of.map(|of| format!("{label}: {of}"));
    view! { <button type="submit" class=class aria-label=spoken>{label}</button> }
}
