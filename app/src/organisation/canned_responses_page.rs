//! Canned responses (W6): main users keep them for all counselors.

use super::tabs::{Tab, Tabs};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
    ui::{Done, Empty, Form, PageTitle, PostForm, Submit, TextArea, TextField, page, readable},
};
use contract::{CannedResponseId, canned::CannedResponseView};
use leptos::prelude::*;

/// The answers of the organisation.
#[server(endpoint = "list_canned_responses")]
pub async fn list_canned_responses() -> Result<Vec<CannedResponseView>, AppError> {
    crate::ssr::main_user_desk()?.canned_responses().await.map_err(crate::ssr::failed)
}

operation!(ListCannedResponses: Ordinary);

/// Keeps an answer.
#[server(endpoint = "save_canned_response")]
pub async fn save_canned_response(
    #[server(default)] id: Option<CannedResponseId>,
    title: String,
    text: String,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    let new = contract::canned::NewCannedResponse { id, title, text };
    crate::ssr::main_user_desk()?.save_canned_response(new).await.map_err(crate::ssr::failed)
}

operation!(SaveCannedResponse: Ordinary);

/// Removes an answer.
#[server(endpoint = "remove_canned_response")]
pub async fn remove_canned_response(
    id: CannedResponseId,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::main_user_desk()?.remove_canned_response(id).await.map_err(crate::ssr::failed)
}

operation!(RemoveCannedResponse: Ordinary);

/// The page.
#[component]
pub fn CannedResponsesPage() -> impl IntoView {
    page(async {
        let responses = list_canned_responses().await?;
        Ok(view! { <CannedResponses responses/> })
    })
}

#[component]
fn CannedResponses(responses: Vec<CannedResponseView>) -> impl IntoView {
    let i18n = use_i18n();
    // One that is changed brings its id; a new one brings an empty one.
    let form = Form::one_of::<SaveCannedResponse>(&[("id", "")]);
    let nothing = responses.is_empty().then(|| {
        view! { <Empty title=t_string!(i18n, canned.none) hint=t_string!(i18n, canned.none_hint)/> }
    });
    let list = (!responses.is_empty()).then(|| {
        let lines = responses.into_iter().map(|response| view! { <Line response/> }).collect_view();
        view! { <ul class="rows">{lines}</ul> }
    });
    view! {
        <PageTitle text=t_string!(i18n, canned.title)/>
        <h1>{t_string!(i18n, organisation.title)}</h1>
        <Tabs here=Tab::CannedResponses/>
        <article class="narrow">
            <h2>{t_string!(i18n, canned.title)}</h2>
            <p class="lead">{t_string!(i18n, canned.explain)}</p>
            <Done of="save_canned_response remove_canned_response"/>
            {nothing}
            {list}
            <h2>{t_string!(i18n, canned.new)}</h2>
            <PostForm form=form.clone() says_done=false>
                <Fields form title="" text=""/>
            </PostForm>
        </article>
    }
}

/// A title and a text.
#[component]
fn Fields(form: Form, #[prop(into)] title: String, #[prop(into)] text: String) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <TextField name="title" label=t_string!(i18n, canned.name) value=title form=form.clone()/>
        <TextArea name="text" label=t_string!(i18n, canned.text) hint=t_string!(i18n, canned.hint) value=text form/>
        <Submit label=t_string!(i18n, canned.save)/>
    }
}

/// One response, which opens to be changed.
#[component]
fn Line(response: CannedResponseView) -> impl IntoView {
    let i18n = use_i18n();
    let CannedResponseView { id, title, text } = response;
    let id = id.to_string();
    let form = Form::one_of::<SaveCannedResponse>(&[("id", &id)]);
    let removing = Form::one_of::<RemoveCannedResponse>(&[("id", &id)]);
    let (changed, removed, shown, of) = (id.clone(), id, title.clone(), title.clone());
    let is_open = form.came_back() || removing.came_back();
    view! {
        <li>
            <details class="disclosure" open=is_open>
                <summary>{readable(shown)}</summary>
                <PostForm form=form.clone() says_done=false>
                    <input type="hidden" name="id" value=changed/>
                    <Fields form title text/>
                </PostForm>
                <PostForm form=removing says_done=false>
                    <input type="hidden" name="id" value=removed/>
                    <Submit label=t_string!(i18n, canned.remove) of second=true/>
                </PostForm>
            </details>
        </li>
    }
}
