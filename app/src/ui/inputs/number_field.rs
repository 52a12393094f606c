//! A number within a sentence.

use super::field::{described_by, seen};
use crate::ui::Form;
use leptos::prelude::*;

/// A sentence with a number in it, which is the field.
#[component]
pub fn NumberField(
    /// Its name in the form.
    name: &'static str,
    /// What it is, in a few words, where a mistake is told.
    label: &'static str,
    /// The sentence before it.
    before: &'static str,
    /// The sentence behind it.
    after: &'static str,
    /// What stands in it at first.
    value: String,
    /// Its form.
    form: Form,
) -> impl IntoView {
    let (id, mistake) = seen(Some(&form), name, label);
    let described = described_by(&id, false, mistake.is_some());
    let wrong = mistake.is_some().then_some("true");
    let (value, label_of) = (form.value(name, value), id.clone());
    let mistake = mistake.map(|text| view! { <p class="mistake" id=format!("{id}-error")>{text}</p> });
    view! {
        <div class="field sentence">
            <label for=label_of>
                {before} " "
                <input
                    id=id
                    name=name
                    inputmode="numeric"
                    value=value
                    maxlength="4"
                    autocomplete="off"
                    aria-required="true"
                    aria-invalid=wrong
                    aria-describedby=described
                />
                " " {after}
            </label>
            {mistake}
        </div>
    }
}
