//! A canned response as it is written and changed: a title, and a text in each language.

use crate::{
    i18n::{t_string, use_i18n},
    language::language_name,
    ui::{Dialog, Empty, Form, PostForm, Submit, TextArea, TextField, readable},
};
use contract::{canned::CannedResponseView, names::Names, person::Language};
use leptos::{prelude::*, server_fn::ServerFn};

/// The responses that one keeps, each to be changed and removed, and a form for another.
pub fn kept<Save: ServerFn + 'static, Remove: ServerFn + 'static>(
    responses: Vec<CannedResponseView>,
) -> impl IntoView {
    let i18n = use_i18n();
    // One that is changed brings its id; a new one brings an empty one.
    let form = Form::one_of::<Save>(&[("id", "")]);
    let list = if responses.is_empty() {
        view! { <Empty title=t_string!(i18n, canned.none) hint=t_string!(i18n, canned.none_hint)/> }
            .into_any()
    } else {
        let lines = responses.into_iter().map(line::<Save, Remove>).collect_view();
        view! { <ul class="rows">{lines}</ul> }.into_any()
    };
    view! {
        {list}
        <h2>{t_string!(i18n, canned.new)}</h2>
        <PostForm form=form.clone() says_done=false>
            <Fields form title="" text=Names::default()/>
        </PostForm>
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
fn Fields(form: Form, #[prop(into)] title: String, text: Names) -> impl IntoView {
    let i18n = use_i18n();
    let texts = Language::ALL.map(|language| {
        view! {
            <TextArea
                name=field(language)
                label=language_name(language)
                optional=true
                value=text.of(language)
                form=form.clone()
            />
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

/// One response, which opens to be changed.
fn line<Save: ServerFn + 'static, Remove: ServerFn + 'static>(response: CannedResponseView) -> impl IntoView {
    let i18n = use_i18n();
    let CannedResponseView { id, title, text, .. } = response;
    let id = id.to_string();
    let form = Form::one_of::<Save>(&[("id", &id)]);
    let removing = Form::one_of::<Remove>(&[("id", &id)]);
    let (changed, removed, shown, of) = (id.clone(), id, title.clone(), title.clone());
    let dialog = format!("remove-{removed}");
    let is_open = form.came_back() || removing.came_back();
    view! {
        <li>
            <details class="disclosure" open=is_open>
                <summary>{readable(shown)}</summary>
                <PostForm form=form.clone() says_done=false>
                    <input type="hidden" name="id" value=changed/>
                    <Fields form title text/>
                </PostForm>
                <div class="actions">
                    <Dialog id=dialog label=t_string!(i18n, canned.remove) explain=t_string!(i18n, canned.remove_explain) of>
                        <PostForm form=removing says_done=false>
                            <input type="hidden" name="id" value=removed/>
                            <Submit label=t_string!(i18n, canned.remove_confirm)/>
                        </PostForm>
                    </Dialog>
                </div>
            </details>
        </li>
    }
}
