//! Fields: a label, a hint, and what is wrong, each tied to the input for every reader.

use super::text_box::TextBox;
use crate::{
    error::field_text,
    i18n::{t_string, use_i18n},
};
use contract::ApiError;
use leptos::prelude::*;

/// The mistake in the field `name`, if the form has one.
pub(crate) fn mistake(error: Signal<Option<ApiError>>, name: &str) -> Option<String> {
    match error.get() {
        Some(ApiError::Invalid(fields)) => {
            fields.into_iter().find(|field| field.field == name).map(|field| field_text(field.code))
        }
        _ => None,
    }
}

/// The ids that describe an input: its hint, and its mistake while there is one.
pub(crate) fn described_by(name: &'static str, hint: bool, wrong: bool) -> Option<String> {
    let ids = [hint.then(|| format!("{name}-hint")), wrong.then(|| format!("{name}-error"))];
    let ids: Vec<String> = ids.into_iter().flatten().collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

#[component]
fn Around(
    name: &'static str,
    label: &'static str,
    hint: Option<&'static str>,
    optional: bool,
    error: Signal<Option<ApiError>>,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="field">
            <label for=name>
                {label} {optional.then(|| view! { <span class="quiet">" (" {t_string!(i18n, optional)} ")"</span> })}
            </label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
            {children()}
            {move || mistake(error, name).map(|text| view! { <p class="mistake" id=format!("{name}-error")>{text}</p> })}
        </div>
    }
}

/// A field of one line.
#[component]
pub fn TextField(
    /// Its name in the form, and its id.
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
    /// Is told what is typed.
    #[prop(optional)]
    typed: Option<RwSignal<String>>,
    /// What is wrong with the form.
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    let wrong = move || mistake(error, name).is_some();
    let tell = move |event| {
        if let Some(typed) = typed {
            typed.set(event_target_value(&event));
        }
    };
    let value = typed.map_or(value, |typed| typed.get_untracked());
    view! {
        <Around name label hint optional error>
            <input
                on:input=tell
                id=name
                name=name
                type=kind
                inputmode=keyboard
                value=value
                list=list
                autocomplete="off"
                aria-required=(!optional).then_some("true")
                aria-invalid=move || wrong().then_some("true")
                aria-describedby=move || described_by(name, hint.is_some(), wrong())
            />
        </Around>
    }
}

/// A field of many lines.
#[component]
pub fn TextArea(
    /// Its name in the form, and its id.
    name: &'static str,
    /// What it is.
    label: &'static str,
    /// How to fill it.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// What stands in it.
    text: RwSignal<String>,
    /// What is wrong with the form.
    error: Signal<Option<ApiError>>,
) -> impl IntoView {
    let wrong = move || mistake(error, name).is_some();
    view! {
        <Around name label hint optional=false error>
            <TextBox
                id=name
                name=name
                text=text.get_untracked()
                attr:aria-required="true"
                attr:aria-invalid=move || wrong().then_some("true")
                attr:aria-describedby=move || described_by(name, hint.is_some(), wrong())
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
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
    /// What is wrong with the form.
    error: Signal<Option<ApiError>>,
    /// The choices.
    children: Children,
) -> impl IntoView {
    let wrong = move || mistake(error, name).is_some();
    view! {
        <fieldset class="field" aria-describedby=move || described_by(name, false, wrong())>
            <legend>{legend}</legend>
            <div class="choices">{children()}</div>
            {move || mistake(error, name).map(|text| view! { <p class="mistake" id=format!("{name}-error")>{text}</p> })}
        </fieldset>
    }
}
