//! As whom a form acts: it says so itself, so that one which was opened as one person, or for one
//! organisation, does nothing for another after a sign-in or a switch in another tab.

use leptos::prelude::*;

/// The hidden field of a form: the person, and the organisation that they act for.
#[component]
pub fn ActsFor() -> impl IntoView {
    let acting = crate::ssr::request_context().map(|context| context.acting).unwrap_or_default();
    view! { <input type="hidden" name="acting" value=acting/> }
}
