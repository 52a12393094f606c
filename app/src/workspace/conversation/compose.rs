//! Writing a message, with files, and "reactivate and send" (L5).

use super::{
    canned::Canned,
    draft_autosave::DraftAutosave,
    file_box::FileBox,
    message_parts::{Closed, MessageParts, dropped, must_reactivate, pasted},
    messages::Quoted,
};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
    ui::{ActsFor, FormError, form_error, old_input},
};
use contract::{
    ConversationId, FileId, WorkspaceId,
    conversation::{ConversationView, QUOTE_LENGTH, Quote},
    desk::RejectedForm,
    draft::Unsent,
    person::Side,
};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

/// Sends a message.
#[server(endpoint = "send_message")]
pub async fn send_message(
    workspace: WorkspaceId,
    conversation: ConversationId,
    body: String,
    #[server(default)] files: Vec<FileId>,
    #[server(default)] reply_to: Option<i64>,
    #[server(default)] reactivate: bool,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    use crate::ssr::{failed, redirect_without_scripts, workspace_desk};
    crate::ssr::acts_for(&acting)?;
    let new = contract::conversation::NewMessage { body, files, reply_to, reactivate };
    workspace_desk()?.send_message(workspace, conversation, new).await.map_err(failed)?;
    redirect_without_scripts(&newest_of(workspace, conversation));
    Ok(())
}

operation!(SendMessage: Sending);

/// The address of a conversation, at its newest message.
pub fn newest_of(workspace: WorkspaceId, conversation: ConversationId) -> String {
    format!("/workspaces/{workspace}/conversations/{conversation}#newest")
}

/// The form under a conversation; where nothing can be sent, what had been begun to be written.
#[component]
pub fn Compose(
    /// The page of the conversation above it.
    page: RwSignal<ConversationView>,
    unsent: Unsent,
    rejected: Option<RejectedForm>,
    action: ServerAction<SendMessage>,
) -> impl IntoView {
    let (workspace, conversation) = page.with_untracked(|page| (page.head.id, page.id));
    let may = Signal::derive(move || page.with(|page| page.head.may));
    let error = form_error(action, rejected.as_ref());
    let back = rejected.as_ref().map(|form| (String::new(), old_input(Some(form), "body")));
    let came_back = back.as_ref().is_some_and(|(_, body)| !body.is_empty());
    let files = FileBox::new(workspace, Some(conversation), &unsent);
    let draft_autosave =
        DraftAutosave::new(workspace, Some(conversation), &unsent, back, action.pending().into());
    let reactivate = must_reactivate(may, error);
    let (go, query) = (use_navigate(), use_query_map());
    Effect::new(move || {
        if let Some(Ok(())) = action.value().get() {
            draft_autosave.sent();
            files.clear();
            if query.read_untracked().get("reply").is_some() {
                let options = NavigateOptions { replace: true, scroll: false, ..Default::default() };
                go(&format!("/workspaces/{workspace}/conversations/{conversation}"), options);
            }
        }
    });
    let may_use_canned = page.with_untracked(|page| page.side == Side::Counselor);
    let open = Memo::new(move |_| may.get().write || may.get().reactivate || came_back);
    move || {
        if !open.get() {
            return view! { <Closed draft_autosave/> }.into_any();
        }
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
                <input type="hidden" name="workspace" value=workspace.to_string()/>
                <input type="hidden" name="conversation" value=conversation.to_string()/>
                <input type="hidden" name="reactivate" value=move || reactivate.get().to_string()/>
                <Answering page/>
                {may_use_canned.then(|| view! { <Canned head=page.with_untracked(|page| page.head.clone()) body=draft_autosave.body/> })}
                <MessageParts draft_autosave files error reactivate pending=action.pending()/>
            </ActionForm>
        }
        .into_any()
    }
}

/// The message that is being answered, as the address says.
#[component]
fn Answering(page: RwSignal<ConversationView>) -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let answered = move || {
        let position = query.read().get("reply")?.parse::<i64>().ok()?;
        page.with(|page| page.messages.iter().find(|message| message.position == position).cloned())
    };
    move || {
        answered().map(|message| {
            let position = message.position;
            let text = message.body.chars().take(QUOTE_LENGTH).collect();
            let quote = Quote { position, author: message.author, text };
            let here =
                page.with_untracked(|page| format!("/workspaces/{}/conversations/{}", page.head.id, page.id));
            view! {
                <div class="answering">
                    <input type="hidden" name="reply_to" value=position.to_string()/>
                    <p class="hint">{t_string!(i18n, conversation.answering)}</p>
                    <Quoted quote/>
                    <a href=here>{t_string!(i18n, conversation.answer_none)}</a>
                </div>
            }
        })
    }
}
