//! Fields: a label, a hint, and what is wrong, each tied to the input for every reader.

use super::text_box::TextBox;
use crate::ui::form::{Form, Optional};
use leptos::prelude::*;

/// The id of a field that people see, and what is wrong with it.
pub(super) fn seen(form: Option<&Form>, name: &'static str, label: &str) -> (String, Option<String>) {
    match form {
        Some(form) => (form.has_field(name, label), form.mistake(name)),
        None => (name.to_owned(), None),
    }
}

/// The ids that describe an input: its hint, and its mistake where there is one.
pub(super) fn described_by(id: &str, hint: bool, wrong: bool) -> Option<String> {
    let ids = [hint.then(|| format!("{id}-hint")), wrong.then(|| format!("{id}-error"))];
    let ids: Vec<String> = ids.into_iter().flatten().collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// What stands around an input.
#[component]
pub(super) fn Around(
    id: String,
    label: &'static str,
    #[prop(optional_no_strip)] hint: Option<&'static str>,
    #[prop(optional)] optional: bool,
    mistake: Option<String>,
    children: Children,
) -> impl IntoView {
    let hint = hint.map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> });
    let mistake = mistake.map(|text| view! { <p class="mistake" id=format!("{id}-error")>{text}</p> });
    view! {
        <div class="field">
            <label for=id>{label} {optional.then(|| view! { <Optional/> })}</label>
            {hint}
            {children()}
            {mistake}
        </div>
    }
}

/// A field of one line.
#[component]
pub fn TextField(
    /// Its name in the form.
    name: &'static str,
    /// What it is.
    label: &'static str,
    /// How to fill it.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// What stands in it at first.
    #[prop(optional, into)]
    value: String,
    /// What a touch keyboard offers: `text`, `email`, `numeric`. The browser's own check of addresses
    /// would speak its own language, so the field is a plain one.
    #[prop(default = "text")]
    keyboard: &'static str,
    /// Its kind: `text`, or `date` for the browser's calendar.
    #[prop(default = "text")]
    kind: &'static str,
    /// The id of a list of what could be meant.
    #[prop(optional)]
    list: Option<&'static str>,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// Its form.
    form: Form,
) -> impl IntoView {
    let (id, mistake) = seen(Some(&form), name, label);
    let value = form.value(name, value);
    // A browser shows nothing of a date that is none: what was typed is shown as it was.
    let is_date = value.parse::<chrono::NaiveDate>().is_ok();
    let kind = if kind == "date" && !value.is_empty() && !is_date { "text" } else { kind };
    let described = described_by(&id, hint.is_some(), mistake.is_some());
    let wrong = mistake.is_some().then_some("true");
    view! {
        <Around id=id.clone() label hint optional mistake>
            <input
                id=id
                name=name
                type=kind
                inputmode=keyboard
                value=value
                list=list
                autocomplete="off"
                dir="auto"
                aria-required=(!optional).then_some("true")
                aria-invalid=wrong
                aria-describedby=described
            />
        </Around>
    }
}

/// A field of many lines.
#[component]
pub fn TextArea(
    /// Its name in the form.
    name: &'static str,
    /// What it is.
    label: &'static str,
    /// How to fill it.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// What stands in it at first.
    #[prop(optional, into)]
    value: String,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// Its form.
    form: Form,
) -> impl IntoView {
    let (id, mistake) = seen(Some(&form), name, label);
    let described = described_by(&id, hint.is_some(), mistake.is_some());
    let wrong = mistake.is_some().then_some("true");
    view! {
        <Around id=id.clone() label hint optional mistake>
            <TextBox
                id=id
                name=name
                text=form.value(name, value)
                attr:aria-required=(!optional).then_some("true")
                attr:aria-invalid=wrong
                attr:aria-describedby=described
            />
        </Around>
    }
}

/// Several choices under one question.
#[component]
pub fn Group(
    /// The name under which a mistake is told.
    name: &'static str,
    /// The question.
    legend: &'static str,
    /// Whether nothing need be chosen.
    #[prop(optional)]
    optional: bool,
    /// How to choose.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// Its form.
    form: Form,
    /// The choices.
    children: Children,
) -> impl IntoView {
    let (id, mistake) = seen(Some(&form), name, legend);
    let described = described_by(&id, hint.is_some(), mistake.is_some());
    let hint = hint.map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> });
    let mistake = mistake.map(|text| view! { <p class="mistake" id=format!("{id}-error")>{text}</p> });
    view! {
        <fieldset class="field" id=id tabindex="-1" aria-describedby=described>
            <legend>{legend} {optional.then(|| view! { <Optional/> })}</legend>
            {hint}
            <div class="choices">{children()}</div>
            {mistake}
        </fieldset>
    }
}
