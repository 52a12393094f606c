//! A choice of one among several.

use super::field::{described_by, mistake};
use contract::ApiError;
use leptos::prelude::*;

/// A list to choose one of.
#[component]
pub fn Select(
    /// Its name in the form, and its id.
    name: &'static str,
    /// What it is.
    label: &'static str,
    /// What can be chosen: values and their names.
    options: Vec<(String, String)>,
    /// What is chosen at first.
    #[prop(optional, into)]
    value: String,
    /// What is wrong with the form.
    #[prop(optional)]
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    let wrong = move || mistake(error, name).is_some();
    let option = move |(choice, text): (String, String)| {
        let selected = choice == value;
        view! { <option value=choice selected=selected>{text}</option> }
    };
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <select
                id=name
                name=name
                aria-invalid=move || wrong().then_some("true")
                aria-describedby=move || described_by(name, false, wrong())
            >
                {options.into_iter().map(option).collect_view()}
            </select>
            {move || mistake(error, name).map(|text| view! { <p class="mistake" id=format!("{name}-error")>{text}</p> })}
        </div>
    }
}
