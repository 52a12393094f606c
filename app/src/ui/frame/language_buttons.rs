//! The languages, each by its own name. A choice loads the page anew, and is remembered.

use crate::language::{language, language_name};
use contract::person::Language;
use leptos::prelude::*;

/// A button for each language.
#[component]
pub fn LanguageButtons(
    /// The function of the form in which they stand, where that is another one: then what was typed into it is
    /// there again. Files go with it only once it is sent.
    #[prop(optional)]
    within: Option<String>,
) -> impl IntoView {
    let address = within.map(|function| format!("/language?form={function}"));
    let kind = address.is_some().then_some("application/x-www-form-urlencoded");
    let choice = move |choice: Language| {
        let current = (language() == choice).then_some("true");
        view! {
            <button
                type="submit"
                class="link"
                name="language"
                value=choice.code()
                lang=choice.code()
                aria-current=current
                formaction=address.clone()
                formenctype=kind
                formnovalidate=kind.is_some()
            >
                {language_name(choice)}
            </button>
        }
    };
    Language::ALL.into_iter().map(choice).collect_view()
}
