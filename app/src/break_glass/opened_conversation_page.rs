//! A conversation in a workspace that a supervisor has opened: read, and nothing else.

use super::session_banner::SessionBanner;
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
    ui::{PageTitle, page, readable, subject_text},
    workspace::Messages,
};
use contract::{
    ApiError, ConversationId, WorkspaceId, break_glass::BreakGlassView, conversation::ConversationView,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// A page of a conversation in an opened workspace.
#[server(endpoint = "break_glass_conversation")]
pub async fn break_glass_conversation(
    workspace: WorkspaceId,
    id: ConversationId,
    before: Option<i64>,
) -> Result<BreakGlassView<ConversationView>, AppError> {
    let desk = crate::ssr::supervisor_desk()?;
    desk.break_glass_conversation(workspace, id, before).await.map_err(crate::ssr::failed)
}

operation!(BreakGlassConversation: Ordinary);

/// The page.
#[component]
pub fn OpenedConversationPage() -> impl IntoView {
    let (params, query) = (use_params_map().get_untracked(), use_query_map().get_untracked());
    page(async move {
        let id = |name| params.get(name).unwrap_or_default();
        let workspace = id("id").parse().map_err(|_| ApiError::NotFound)?;
        let conversation = id("conversation").parse().map_err(|_| ApiError::NotFound)?;
        let before = query.get("before").and_then(|before| before.parse().ok());
        let opened = break_glass_conversation(workspace, conversation, before).await?;
        Ok(view! { <Conversation opened/> })
    })
}

#[component]
fn Conversation(opened: BreakGlassView<ConversationView>) -> impl IntoView {
    let i18n = use_i18n();
    let BreakGlassView { session, view } = opened;
    let back = format!("/break-glass/{}", view.head.id);
    let here = format!("{back}/conversations/{}", view.id);
    let older = view.older.map(|before| {
        let href = format!("{here}?before={before}");
        view! { <p class="older"><a href=href>{t_string!(i18n, conversation.older)}</a></p> }
    });
    let newer = view.newer.then(|| {
        view! { <p class="older"><a href=here>{t_string!(i18n, conversation.newer)}</a></p> }
    });
    let (title, subject) = (readable(view.head.title.clone()), subject_text(view.subject.clone()));
    view! {
        <PageTitle text=subject.clone() of=title.clone()/>
        <article class="narrow">
            <p><a href=back>{title}</a></p>
            <SessionBanner session/>
            <h1>{subject}</h1>
            {older}
            <Messages view place="/break-glass"/>
            {newer}
        </article>
    }
}
