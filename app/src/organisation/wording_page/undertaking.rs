//! The organisation's own text of the confidentiality undertaking (P9).

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::language_name,
    operation::operation,
    ui::{Form, PostForm, Submit, TextArea},
};
use contract::{
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
            <PostForm form=form.clone() says_done=false>
                <input type="hidden" name="follows" value=version.to_string()/>
                {fields}
                <Submit label=t_string!(i18n, wording.undertaking_set)/>
            </PostForm>
        </section>
    }
}
