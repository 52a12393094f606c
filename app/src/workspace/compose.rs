//! Writing a message, and "reactivate and send" (L5).

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    ui::{FormError, Submit, TextArea, form_error, typed},
};
use contract::{ApiError, ConversationId, WorkspaceId, desk::Returned, workspace::May};
use leptos::{html::Form, prelude::*};

/// Sends a message.
#[server(endpoint = "send_message")]
pub async fn send_message(
    workspace: WorkspaceId,
    conversation: ConversationId,
    body: String,
    #[server(default)] reactivate: bool,
) -> Result<(), AppError> {
    use crate::ssr::{failed, go_plainly, workspace_desk};
    let new = contract::conversation::NewMessage { body, reactivate };
    workspace_desk()?.send_message(workspace, conversation, new).await.map_err(failed)?;
    go_plainly(&newest_of(workspace, conversation));
    Ok(())
}

/// The address of a conversation, at its newest message.
pub fn newest_of(workspace: WorkspaceId, conversation: ConversationId) -> String {
    format!("/workspaces/{workspace}/conversations/{conversation}#newest")
}

/// Whether sending has to reactivate: because the page knows, or because sending was told so.
pub fn must_reactivate(may: May, error: Signal<Option<ApiError>>) -> Signal<bool> {
    Signal::derive(move || !may.write || error.get() == Some(ApiError::Inactive))
}

/// The form under a conversation.
#[component]
pub fn Compose(
    workspace: WorkspaceId,
    conversation: ConversationId,
    may: May,
    returned: Option<Returned>,
    action: ServerAction<SendMessage>,
) -> impl IntoView {
    let i18n = use_i18n();
    let error = form_error(action, returned.as_ref());
    let value = typed(returned.as_ref(), "body");
    if !(may.write || may.reactivate || !value.is_empty()) {
        return view! { <p class="quiet">{t_string!(i18n, conversation.closed)}</p> }.into_any();
    }
    let reactivate = must_reactivate(may, error);
    let hint = t_string!(i18n, conversation.message_hint);
    let form = NodeRef::<Form>::new();
    Effect::new(move || {
        if let (Some(Ok(())), Some(form)) = (action.value().get(), form.get_untracked()) {
            form.reset();
        }
    });
    view! {
        <FormError error/>
        <ActionForm action node_ref=form>
            <input type="hidden" name="workspace" value=workspace.to_string()/>
            <input type="hidden" name="conversation" value=conversation.to_string()/>
            <input type="hidden" name="reactivate" value=move || reactivate.get().to_string()/>
            <TextArea name="body" label=t_string!(i18n, conversation.message) hint value error/>
            <SendButton reactivate pending=action.pending().into()/>
        </ActionForm>
    }
    .into_any()
}

/// "Send", or "Reactivate and send".
#[component]
pub fn SendButton(reactivate: Signal<bool>, pending: Signal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let label = if reactivate.get() {
            t_string!(i18n, conversation.reactivate_send)
        } else {
            t_string!(i18n, conversation.send)
        };
        view! { <Submit label pending/> }
    }
}
