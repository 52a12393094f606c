//! A choice of one among several.

use super::field::{Around, described_by};
use crate::ui::Form;
use leptos::prelude::*;

/// A list to choose one of.
#[component]
pub fn Select(
    /// Its name in the form.
    name: &'static str,
    /// What it is.
    label: &'static str,
    /// What can be chosen: values and their names.
    options: Vec<(String, String)>,
    /// What is chosen at first.
    #[prop(optional, into)]
    value: String,
    /// Its form; none where it only asks for another page.
    #[prop(optional_no_strip)]
    form: Option<Form>,
) -> impl IntoView {
    let (id, mistake) = super::field::seen(form.as_ref(), name, label);
    let chosen = match &form {
        Some(form) => form.value(name, value),
        None => value,
    };
    let option = move |(choice, text): (String, String)| {
        let selected = choice == chosen;
        view! { <option value=choice selected=selected>{text}</option> }
    };
    let described = described_by(&id, false, mistake.is_some());
    let wrong = mistake.is_some().then_some("true");
    view! {
        <Around id=id.clone() label mistake>
            <select id=id name=name aria-invalid=wrong aria-describedby=described>
                {options.into_iter().map(option).collect_view()}
            </select>
        </Around>
    }
}
