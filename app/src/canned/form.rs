//! A canned response as it is written and changed: a title, and a text in each language.

use crate::{
    i18n::{t_string, use_i18n},
    language::language_name,
    ui::{Dialog, Form, Outcome, PageTitle, PostForm, Submit, TextArea, TextField, readable},
};
use contract::{
    ApiError,
    canned::{CannedResponseView, unknown_placeholders},
    names::Names,
    person::Language,
};
use leptos::{prelude::*, server_fn::ServerFn};

/// The last part of the address where a new one is written; one that is there has its id.
pub const NEW: &str = "new";

/// Which of these responses an address names: none for a new one, as is one that was removed while it was changed.
///
/// # Errors
/// [`ApiError::NotFound`] where it names none.
pub fn named_by<Save: ServerFn, Remove: ServerFn>(
    address: &str,
    responses: Vec<CannedResponseView>,
) -> Result<Option<CannedResponseView>, ApiError> {
    let found = responses.into_iter().find(|one| one.id.to_string() == address);
    let came_back = Form::of::<Save>().came_back() || Form::of::<Remove>().came_back();
    if found.is_some() || address == NEW || came_back { Ok(found) } else { Err(ApiError::NotFound) }
}

/// The page on which a response is written or changed, alone: what is typed is not lost by what is done with another one.
pub fn editor<Save: ServerFn + 'static, Remove: ServerFn + 'static>(
    response: Option<CannedResponseView>,
    all: &'static str,
    removal_outcome: &'static str,
) -> impl IntoView {
    let i18n = use_i18n();
    let form = Form::of::<Save>();
    let heading = match &response {
        Some(response) => t_string!(i18n, canned.one, name = readable(response.title.clone())).clone(),
        None => t_string!(i18n, canned.new).to_owned(),
    };
    let (id, title, text) = match response {
        Some(CannedResponseView { id, title, text, .. }) => (Some(id.to_string()), title, text),
        None => (None, String::new(), Names::default()),
    };
    let removal = id.clone().map(|id| {
        let removing = Form::of::<Remove>();
        let (explain, of) = (t_string!(i18n, canned.remove_explain), readable(title.clone()));
        view! {
            <div class="actions">
                <Dialog id="remove" label=t_string!(i18n, canned.remove) explain of>
                    <PostForm form=removing says_done=false says_error=false>
                        <input type="hidden" name="id" value=id/>
                        <Submit label=t_string!(i18n, canned.remove_confirm) danger=true/>
                    </PostForm>
                </Dialog>
            </div>
        }
    });
    view! {
        <PageTitle text=heading.clone()/>
        <article class="narrow">
            <p><a href=all>{t_string!(i18n, canned.title)}</a></p>
            <h1>{heading}</h1>
            <Outcome of=removal_outcome/>
            <PostForm form=form.clone() says_done=false>
                <input type="hidden" name="id" value=id.unwrap_or_default()/>
                <Fields form title text/>
            </PostForm>
            {removal}
        </article>
    }
}

/// The name of the field of a language.
const fn field(language: Language) -> &'static str {
    match language {
        Language::Fi => "text_fi",
        Language::Sv => "text_sv",
        Language::En => "text_en",
    }
}

/// A title, and a text in each language.
#[component]
fn Fields(form: Form, title: String, text: Names) -> impl IntoView {
    let i18n = use_i18n();
    let texts = Language::ALL.map(|language| {
        let name = field(language);
        // Which words they are that stand for nothing.
        let typed = form.mistake(name).and_then(|_| form.typed(name));
        let unknown =
            typed.as_deref().map(unknown_placeholders).filter(|words| !words.is_empty()).map(|words| {
                let words = readable(words.join(", "));
                view! { <p class="hint">{t_string!(i18n, canned.unknown, words = words)}</p> }
            });
        view! {
            <TextArea
                name=name
                label=language_name(language)
                optional=true
                value=text.of(language)
                form=form.clone()
            />
            {unknown}
        }
    });
    view! {
        <TextField name="title" label=t_string!(i18n, canned.name) value=title form=form.clone()/>
        <fieldset class="wide">
            <legend>{t_string!(i18n, canned.text)}</legend>
            <p class="hint">{t_string!(i18n, canned.hint)}</p>
            <p class="hint">{t_string!(i18n, canned.languages_hint)}</p>
            {texts.collect_view()}
        </fieldset>
        <Submit label=t_string!(i18n, canned.save)/>
    }
}
