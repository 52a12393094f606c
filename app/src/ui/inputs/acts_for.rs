//! Whose a form is. As whom it acts: it says so itself, so that one which was opened as one person, or for one
//! organisation, does nothing for another after a sign-in or a switch in another tab.

use leptos::prelude::*;

/// The hidden fields of a form: the person and the organisation that they act for, and what makes it one of
/// its own, so that it is taken once.
#[component]
pub fn ActsFor() -> impl IntoView {
    let context = crate::ssr::request_context();
    let (acting, once) = context.map(|context| (context.acting, context.once)).unwrap_or_default();
    view! {
        <input type="hidden" name="acting" value=acting/>
        <input type="hidden" name="once" value=once/>
    }
}
