//! Starting a conversation.

use super::{
    compose::{SendButton, must_reactivate},
    page::open_workspace,
};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    ui::{ErrorView, FormError, TextArea, TextField, form_error, returned_form, typed},
};
use contract::{ApiError, WorkspaceId, desk::Returned, workspace::WorkspaceHead};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// Starts a conversation with its first message, and goes there.
#[server(endpoint = "start_conversation")]
pub async fn start_conversation(
    workspace: WorkspaceId,
    subject: String,
    body: String,
    #[server(default)] reactivate: bool,
) -> Result<(), AppError> {
    use crate::ssr::{failed, go, workspace_desk};
    use contract::conversation::{NewConversation, NewMessage};
    let new = NewConversation { subject, message: NewMessage { body, reactivate } };
    let id = workspace_desk()?.start_conversation(workspace, new).await.map_err(failed)?;
    go(&super::compose::newest_of(workspace, id));
    Ok(())
}

/// The page with the form.
#[component]
pub fn NewConversationPage() -> impl IntoView {
    let i18n = use_i18n();
    let params = use_params_map();
    let data = Resource::new_blocking(
        move || params.read().get("id").unwrap_or_default(),
        |id| async move {
            let id = id.parse().map_err(|_| AppError(ApiError::NotFound))?;
            Ok::<_, AppError>((open_workspace(id).await?.head, returned_form().await?))
        },
    );
    view! {
        <Title text=t_string!(i18n, conversation.new_title)/>
        <Suspense>
            {move || Suspend::new(async move {
                match data.await {
                    Ok((head, returned)) => view! { <Form head returned/> }.into_any(),
                    Err(AppError(error)) => view! { <ErrorView error/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Form(head: WorkspaceHead, returned: Option<Returned>) -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<StartConversation>::new();
    let error = form_error(action, returned.as_ref());
    let reactivate = must_reactivate(head.may, error);
    let hint = t_string!(i18n, conversation.message_hint);
    let value = move |name| typed(returned.as_ref(), name);
    view! {
        <article class="reading">
            <p><a href=format!("/workspaces/{}", head.id)>{head.title}</a></p>
            <h1>{t_string!(i18n, conversation.new_title)}</h1>
            <FormError error/>
            <ActionForm action>
                <input type="hidden" name="workspace" value=head.id.to_string()/>
                <input type="hidden" name="reactivate" value=move || reactivate.get().to_string()/>
                <TextField name="subject" label=t_string!(i18n, conversation.subject) value=value("subject") error/>
                <TextArea name="body" label=t_string!(i18n, conversation.message) hint value=value("body") error/>
                <SendButton reactivate pending=action.pending().into()/>
            </ActionForm>
        </article>
    }
}
