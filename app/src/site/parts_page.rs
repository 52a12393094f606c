//! Every part of `ui` in all its states, on one page of a demonstration: to look at while building, and for
//! the tests that compare it with stored pictures. Its texts are samples.

mod fields;
mod lists;
mod signs;
mod writing;

use self::{fields::Fields, lists::Lists, signs::Signs, writing::Composing};
use crate::ui::{ErrorView, PageTitle};
use contract::ApiError;
use leptos::prelude::*;

/// The page, in a demonstration only.
#[component]
pub fn PartsPage() -> impl IntoView {
    let is_demonstration = crate::ssr::request_context().is_ok_and(|context| context.demonstration.is_some());
    if !is_demonstration {
        return view! { <ErrorView error=ApiError::NotFound/> }.into_any();
    }
    view! {
        <PageTitle text="Parts"/>
        <h1>"Parts"</h1>
        <Signs/>
        <Fields/>
        <Lists/>
        <Composing/>
    }
    .into_any()
}

/// A part with its name.
#[component]
fn Part(
    /// The name.
    name: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="block">
            <h2>{name}</h2>
            {children()}
        </section>
    }
}
