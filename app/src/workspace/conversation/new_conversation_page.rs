//! Starting a conversation.

use super::{
    canned,
    composer::{MessageForm, Writing},
    drafts::open_unsent,
};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
    ui::{Form, PageTitle, page, readable},
    workspace::{
        frame::{Tab, WorkspaceFrame},
        page::open_workspace,
    },
};
use contract::{ApiError, FileId, WorkspaceId};
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
    use crate::ssr::{failed, lead_to, workspace_desk};
    use contract::conversation::{NewConversation, NewMessage};
    crate::ssr::acts_for(&acting)?;
    let new = NewConversation { subject, message: NewMessage { body, files, reply_to: None, reactivate } };
    let id = workspace_desk()?.start_conversation(workspace, new).await.map_err(failed)?;
    lead_to(&format!("/workspaces/{workspace}/conversations/{id}"));
    Ok(())
}

operation!(StartConversation: Sending);

/// The page with the form.
#[component]
pub fn NewConversationPage() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id").unwrap_or_default();
    page(async move {
        let id = id.parse().map_err(|_| ApiError::NotFound)?;
        let view = open_workspace(id).await?;
        let unsent = open_unsent(id, None).await?;
        let canned = canned::responses_for(view.side).await?;
        let writing = Writing { head: view.head, conversation: None, unsent, canned };
        Ok(view! { <NewConversation writing/> })
    })
}

#[component]
fn NewConversation(writing: Writing) -> impl IntoView {
    let i18n = use_i18n();
    let head = writing.head.clone();
    view! {
        <PageTitle text=t_string!(i18n, conversation.new_title) of=readable(head.title.clone())/>
        <WorkspaceFrame head here=Tab::Conversations/>
        <article class="narrow">
            <h2>{t_string!(i18n, conversation.new_title)}</h2>
            <div class="card">
                <MessageForm writing form={Form::of::<StartConversation>()} done="start_conversation"/>
            </div>
        </article>
    }
}
