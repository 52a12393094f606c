//! Writing a message into a conversation, and "reactivate and send" (L5).

use super::{
    composer::{MessageForm, Writing},
    message::Quoted,
};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
    ui::Form,
};
use contract::{
    ConversationId, FileId, WorkspaceId,
    canned::CannedTitle,
    conversation::{ConversationView, QUOTE_LENGTH, Quote},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

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
    use crate::ssr::{failed, lead_to, workspace_desk};
    crate::ssr::acts_for(&acting)?;
    let new = contract::conversation::NewMessage { body, files, reply_to, reactivate };
    workspace_desk()?.send_message(workspace, conversation, new).await.map_err(failed)?;
    lead_to(&format!("/workspaces/{workspace}/conversations/{conversation}"));
    Ok(())
}

operation!(SendMessage: Sending);

/// The address of a conversation, at its newest message.
pub fn newest_of(workspace: WorkspaceId, conversation: ConversationId) -> String {
    format!("/workspaces/{workspace}/conversations/{conversation}#newest")
}

/// The form under a conversation.
#[component]
pub fn Compose(page: ConversationView, canned: Vec<CannedTitle>) -> impl IntoView {
    let here = format!("/workspaces/{}/conversations/{}", page.head.id, page.id);
    let conversation = page.id.to_string();
    let form = Form::of::<SendMessage>();
    let answered = answered(&page, &form).map(|quote| view! { <Answering quote here/> });
    let writing = Writing { head: page.head, conversation: Some(page.id), unsent: page.unsent, canned };
    view! {
        <MessageForm writing form done="send_message start_conversation">
            <input type="hidden" name="conversation" value=conversation/>
            {answered}
        </MessageForm>
    }
}

/// The message that is being answered, as the address says, or the form that came back.
fn answered(page: &ConversationView, form: &Form) -> Option<Quote> {
    let asked = use_query_map().get_untracked().get("reply").or_else(|| form.typed("reply_to"));
    let position = asked?.parse::<i64>().ok()?;
    let message = page.messages.iter().find(|message| message.position == position)?;
    let text = message.body.chars().take(QUOTE_LENGTH).collect();
    Some(Quote { position, author: message.author.clone(), text })
}

#[component]
fn Answering(quote: Quote, here: String) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="answering">
            <input type="hidden" name="reply_to" value=quote.position.to_string()/>
            <p class="hint">{t_string!(i18n, conversation.answering)}</p>
            <Quoted quote/>
            <a href=here>{t_string!(i18n, conversation.answer_none)}</a>
        </div>
    }
}
