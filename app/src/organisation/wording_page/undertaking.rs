//! The organisation's own text of the confidentiality undertaking (P9).

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::language_name,
    operation::operation,
    ui::{Form, PostForm, Submit, TextArea, readable},
};
use contract::{
    ApiError,
    names::Names,
    person::Language,
    wording::{NewUndertaking, UndertakingView},
};
use leptos::prelude::*;

/// Puts another text in force: everybody gives it anew.
#[server(endpoint = "set_undertaking")]
pub async fn set_undertaking(
    follows: u32,
    text_fi: String,
    text_sv: String,
    text_en: String,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    let new = NewUndertaking { follows, text: Names { fi: text_fi, sv: text_sv, en: text_en } };
    crate::ssr::main_user_desk()?.set_undertaking(new).await.map_err(crate::ssr::failed)
}

operation!(SetUndertaking: Ordinary);

/// The form, with what is in force. Of the text that comes with the service its points stand in it, to begin with.
#[component]
pub fn UndertakingText(undertaking: UndertakingView) -> impl IntoView {
    let i18n = use_i18n();
    let form = Form::of::<SetUndertaking>();
    let UndertakingView { version, text } = undertaking;
    let is_own = text.is_some();
    let text = text.unwrap_or_default();
    let name = |language| match language {
        Language::Fi => "text_fi",
        Language::Sv => "text_sv",
        Language::En => "text_en",
    };
    // Whoever is told that another text came into force sees it, before they put theirs over it.
    let in_force = (form.error() == Some(&ApiError::Conflict)).then(|| {
        let text = Language::ALL.map(|language| {
            view! {
                <h4 lang=language.code()>{language_name(language)}</h4>
                <p class="pre" lang=language.code()>{readable(text.of(language).to_owned())}</p>
            }
        });
        view! {
            <section class="card">
                <h3>{t_string!(i18n, wording.in_force)}</h3>
                {text.collect_view()}
            </section>
        }
    });
    let field = |language: Language| {
        view! {
            <TextArea
                name=name(language)
                label=language_name(language)
                value=text.of(language)
                form=form.clone()
            />
        }
    };
    let fields = Language::ALL.map(field).collect_view();
    let is = if is_own {
        t_string!(i18n, wording.undertaking_own, version = version).clone()
    } else {
        t_string!(i18n, wording.undertaking_common, version = version).clone()
    };
    view! {
        <section class="card" aria-labelledby="undertaking-title">
            <h2 id="undertaking-title">{t_string!(i18n, wording.undertaking)}</h2>
            <p>{is}</p>
            <p>{t_string!(i18n, wording.undertaking_explain)}</p>
            {in_force}
            <PostForm form=form.clone() says_done=false>
                <input type="hidden" name="follows" value=version.to_string()/>
                {fields}
                <Submit label=t_string!(i18n, wording.undertaking_set)/>
            </PostForm>
        </section>
    }
}
