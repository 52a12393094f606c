//! Starting a conversation.

use super::{
    draft_autosave::{DraftAutosave, open_unsent},
    file_box::FileBox,
    message_parts::{Closed, MessageParts, dropped, must_reactivate, pasted},
};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
    ui::{
        ActsFor, ErrorView, FormError, PageTitle, TextField, form_error, old_input, read_rejected_form,
        readable,
    },
    workspace::page::open_workspace,
};
use contract::{ApiError, FileId, WorkspaceId, desk::RejectedForm, draft::Unsent, head::WorkspaceHead};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// Starts a conversation with its first message, and goes there.
#[server(endpoint = "start_conversation")]
pub async fn start_conversation(
    workspace: WorkspaceId,
    subject: String,
    body: String,
    #[server(default)] files: Vec<FileId>,
    #[server(default)] reactivate: bool,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    use crate::ssr::{failed, go, workspace_desk};
    use contract::conversation::{NewConversation, NewMessage};
    crate::ssr::acts_for(&acting)?;
    let new = NewConversation { subject, message: NewMessage { body, files, reply_to: None, reactivate } };
    let id = workspace_desk()?.start_conversation(workspace, new).await.map_err(failed)?;
    go(&super::compose::newest_of(workspace, id));
    Ok(())
}

operation!(StartConversation: Sending);

/// The page with the form.
#[component]
pub fn NewConversationPage() -> impl IntoView {
    let i18n = use_i18n();
    let params = use_params_map();
    let data = Resource::new_blocking(
        move || params.read().get("id").unwrap_or_default(),
        |id| async move {
            let id = id.parse().map_err(|_| AppError(ApiError::NotFound))?;
            Ok::<_, AppError>((
                open_workspace(id).await?.head,
                open_unsent(id, None).await?,
                read_rejected_form().await?,
            ))
        },
    );
    view! {
        <PageTitle text=t_string!(i18n, conversation.new_title)/>
        <Suspense>
            {move || Suspend::new(async move {
                match data.await {
                    Ok((head, unsent, rejected)) => view! { <Form head unsent rejected/> }.into_any(),
                    Err(AppError(error)) => view! { <ErrorView error/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Form(head: WorkspaceHead, unsent: Unsent, rejected: Option<RejectedForm>) -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<StartConversation>::new();
    let error = form_error(action, rejected.as_ref());
    let may = head.may;
    let reactivate = must_reactivate(Signal::stored(may), error);
    let back =
        rejected.as_ref().map(|form| (old_input(Some(form), "subject"), old_input(Some(form), "body")));
    let sending = move || action.pending().get() || matches!(action.value().get(), Some(Ok(())));
    let files = FileBox::new(head.id, None, &unsent);
    let draft_autosave = DraftAutosave::new(head.id, None, &unsent, back, Signal::derive(sending));
    let form = if may.write || may.reactivate || rejected.is_some() {
        draft_autosave.watch();
        view! {
            <FormError error/>
            <ActionForm
                action
                attr:enctype="multipart/form-data"
                on:paste=move |event| pasted(files, &event)
                on:dragover=move |event| event.prevent_default()
                on:drop=move |event| dropped(files, &event)
            >
                <ActsFor/>
                <input type="hidden" name="workspace" value=head.id.to_string()/>
                <input type="hidden" name="reactivate" value=move || reactivate.get().to_string()/>
                <TextField name="subject" label=t_string!(i18n, conversation.subject) typed=draft_autosave.subject error/>
                <MessageParts draft_autosave files error reactivate pending=action.pending()/>
            </ActionForm>
        }
        .into_any()
    } else {
        view! { <Closed draft_autosave/> }.into_any()
    };
    view! {
        <article class="reading">
            <p><a href=format!("/workspaces/{}", head.id)>{readable(head.title)}</a></p>
            <h1>{t_string!(i18n, conversation.new_title)}</h1>
            {form}
        </article>
    }
}
