//! Canned responses (W6): main users keep them for all counselors.

use super::tabs::{Tab, Tabs};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
    ui::{
        ActsFor, Empty, ErrorView, FormError, PageTitle, Submit, TextArea, TextBox, TextField, form_error,
        old_input, read_rejected_form, readable,
    },
};
use contract::{CannedResponseId, canned::CannedResponseView, desk::RejectedForm};
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
    let i18n = use_i18n();
    let (save, remove) =
        (ServerAction::<SaveCannedResponse>::new(), ServerAction::<RemoveCannedResponse>::new());
    // Only what was done changes the page: a mistake must not take away what was typed.
    let done = Memo::new(move |before: Option<&usize>| {
        let saved = matches!(save.value().get(), Some(Ok(())));
        let removed = matches!(remove.value().get(), Some(Ok(())));
        let versions = save.version().get() + remove.version().get();
        if saved || removed { versions } else { before.copied().unwrap_or(0) }
    });
    let data = Resource::new_blocking(
        move || done.get(),
        |_| async { Ok::<_, AppError>((list_canned_responses().await?, read_rejected_form().await?)) },
    );
    view! {
        <PageTitle text=t_string!(i18n, canned.title)/>
        <Transition fallback=move || view! { <p class="loading">{t_string!(i18n, loading)}</p> }>
            {move || Suspend::new(async move {
                match data.await {
                    Ok((answers, rejected)) => view! { <Answers answers rejected save remove/> }.into_any(),
                    Err(AppError(error)) => view! { <ErrorView error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Answers(
    answers: Vec<CannedResponseView>,
    rejected: Option<RejectedForm>,
    save: ServerAction<SaveCannedResponse>,
    remove: ServerAction<RemoveCannedResponse>,
) -> impl IntoView {
    let i18n = use_i18n();
    let error = form_error(save, rejected.as_ref());
    let removing = form_error(remove, None);
    let text = RwSignal::new(old_input(rejected.as_ref(), "text"));
    let title = old_input(rejected.as_ref(), "title");
    let id = old_input(rejected.as_ref(), "id");
    let nothing = answers.is_empty().then(|| {
        view! { <Empty title=t_string!(i18n, canned.none) hint=t_string!(i18n, canned.none_hint)/> }
    });
    let list = (!answers.is_empty()).then(|| {
        let lines = answers.into_iter().map(|answer| view! { <Line answer save remove/> }).collect_view();
        view! { <ul class="rows">{lines}</ul> }
    });
    view! {
        <h1>{t_string!(i18n, organisation.title)}</h1>
        <Tabs here=Tab::CannedResponses/>
        <article class="reading">
            <h2>{t_string!(i18n, canned.title)}</h2>
            <p class="lead">{t_string!(i18n, canned.explain)}</p>
            <FormError error=removing/>
            {nothing}
            {list}
            <h2>{t_string!(i18n, canned.new)}</h2>
            <FormError error/>
            <ActionForm action=save>
                <ActsFor/>
                {(!id.is_empty()).then(|| view! { <input type="hidden" name="id" value=id/> })}
                <TextField name="title" label=t_string!(i18n, canned.name) value=title error/>
                <TextArea name="text" label=t_string!(i18n, canned.text) hint=t_string!(i18n, canned.hint) text error/>
                <Submit label=t_string!(i18n, canned.save) pending=save.pending()/>
            </ActionForm>
        </article>
    }
}

/// One answer, which opens to be changed.
#[component]
fn Line(
    answer: CannedResponseView,
    save: ServerAction<SaveCannedResponse>,
    remove: ServerAction<RemoveCannedResponse>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (id, changed) = (answer.id.to_string(), answer.id.to_string());
    let (title_id, text_id) = (format!("title-{id}"), format!("text-{id}"));
    view! {
        <li>
            <details class="disclosure">
                <summary>{readable(answer.title.clone())}</summary>
                <ActionForm action=save>
                    <ActsFor/>
                    <input type="hidden" name="id" value=changed/>
                    <div class="field">
                        <label for=title_id.clone()>{t_string!(i18n, canned.name)}</label>
                        <input id=title_id name="title" value=answer.title autocomplete="off"/>
                    </div>
                    <div class="field">
                        <label for=text_id.clone()>{t_string!(i18n, canned.text)}</label>
                        <TextBox id=text_id name="text" text=answer.text/>
                    </div>
                    <Submit label=t_string!(i18n, canned.save) pending=save.pending()/>
                </ActionForm>
                <ActionForm action=remove>
                    <ActsFor/>
                    <input type="hidden" name="id" value=id/>
                    <Submit label=t_string!(i18n, canned.remove) pending=remove.pending() second=true/>
                </ActionForm>
            </details>
        </li>
    }
}
