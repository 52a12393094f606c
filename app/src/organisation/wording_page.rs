//! What the organisation calls itself in each language, how it signs its mails, and what its staff undertake (U7, P9).

#![expect(clippy::too_many_arguments, reason = "a function takes the fields of its form")]

mod undertaking;

use self::undertaking::UndertakingText;
use super::tabs::{Tab, Tabs};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::language_name,
    operation::operation,
    ui::{Done, Form, PageTitle, PostForm, Submit, TextArea, TextField, page},
};
use contract::{
    names::Names,
    person::Language,
    wording::{Wording, WordingView},
};
use leptos::prelude::*;

/// The words of the organisation.
#[server(endpoint = "read_wording")]
pub async fn read_wording() -> Result<WordingView, AppError> {
    crate::ssr::main_user_desk()?.wording().await.map_err(crate::ssr::failed)
}

operation!(ReadWording: Ordinary);

/// Changes what it calls itself.
#[server(endpoint = "set_wording")]
pub async fn set_wording(
    name_fi: String,
    name_sv: String,
    name_en: String,
    sender_fi: String,
    sender_sv: String,
    sender_en: String,
    signature_fi: String,
    signature_sv: String,
    signature_en: String,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    let new = Wording {
        name: Names { fi: name_fi, sv: name_sv, en: name_en },
        sender: Names { fi: sender_fi, sv: sender_sv, en: sender_en },
        signature: Names { fi: signature_fi, sv: signature_sv, en: signature_en },
    };
    crate::ssr::main_user_desk()?.set_wording(new).await.map_err(crate::ssr::failed)
}

operation!(SetWording: Ordinary);

/// The page.
#[component]
pub fn WordingPage() -> impl IntoView {
    page(async {
        let WordingView { wording, undertaking } = read_wording().await?;
        Ok(view! { <OwnWords wording undertaking/> })
    })
}

#[component]
fn OwnWords(wording: Wording, undertaking: contract::wording::UndertakingView) -> impl IntoView {
    let i18n = use_i18n();
    let form = Form::of::<SetWording>();
    let of = move |language: Language, form: Form| {
        let Wording { name, sender, signature } = wording.clone();
        view! { <InLanguage language name sender signature form/> }
    };
    let fields = Language::ALL.map(|language| of(language, form.clone())).collect_view();
    view! {
        <PageTitle text=t_string!(i18n, wording.title)/>
        <h1>{t_string!(i18n, organisation.title)}</h1>
        <Tabs here=Tab::Wording/>
        <article class="narrow">
            <Done of="set_wording set_undertaking"/>
            <h2>{t_string!(i18n, wording.title)}</h2>
            <p class="lead">{t_string!(i18n, wording.lead)}</p>
            <PostForm form says_done=false>
                {fields}
                <Submit label=t_string!(i18n, wording.save)/>
            </PostForm>
            <UndertakingText undertaking/>
        </article>
    }
}

/// The names of the fields of a language.
const fn fields(language: Language) -> [&'static str; 3] {
    match language {
        Language::Fi => ["name_fi", "sender_fi", "signature_fi"],
        Language::Sv => ["name_sv", "sender_sv", "signature_sv"],
        Language::En => ["name_en", "sender_en", "signature_en"],
    }
}

/// What it is called in one language, and how its mails are signed.
#[component]
fn InLanguage(language: Language, name: Names, sender: Names, signature: Names, form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let [of_name, of_sender, of_signature] = fields(language);
    let is_first = language == Language::Fi;
    view! {
        <fieldset class="wide">
            <legend>
                <h3 lang=language.code()>{language_name(language)}</h3>
            </legend>
            <TextField
                name=of_name
                optional=!is_first
                label=t_string!(i18n, wording.name)
                value=name.of(language)
                form=form.clone()
            />
            <TextField
                name=of_sender
                optional=true
                label=t_string!(i18n, wording.sender)
                hint=t_string!(i18n, wording.sender_hint)
                value=sender.of(language)
                form=form.clone()
            />
            <TextArea
                name=of_signature
                optional=true
                label=t_string!(i18n, wording.signature)
                hint=t_string!(i18n, wording.signature_hint)
                value=signature.of(language)
                form
            />
        </fieldset>
    }
}
