//! A conversation in a workspace that a supervisor has opened: read, and nothing else.

use super::session_banner::SessionBanner;
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
    ui::{ErrorView, PageTitle, readable, subject_text},
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
    let i18n = use_i18n();
    let (params, query) = (use_params_map(), use_query_map());
    let source = move || {
        let part = |name| params.read().get(name).unwrap_or_default();
        let before = query.read().get("before").and_then(|before| before.parse().ok());
        (part("id"), part("conversation"), before)
    };
    let data = Resource::new_blocking(source, |(workspace, id, before)| async move {
        let missing = || AppError(ApiError::NotFound);
        let workspace = workspace.parse().map_err(|_| missing())?;
        break_glass_conversation(workspace, id.parse().map_err(|_| missing())?, before).await
    });
    view! {
        <Transition fallback=move || view! { <p class="loading">{t_string!(i18n, loading)}</p> }>
            {move || Suspend::new(async move {
                match data.await {
                    Ok(opened) => view! { <Conversation opened/> }.into_any(),
                    Err(AppError(error)) => view! { <ErrorView error/> }.into_any(),
                }
            })}
        </Transition>
    }
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
        <PageTitle text=subject.clone()/>
        <article class="reading">
            <p><a href=back>{title}</a></p>
            <SessionBanner session/>
            <h1>{subject}</h1>
            {older}
            <Messages page=RwSignal::new(view) back=ServerAction::new() place="/break-glass"/>
            {newer}
        </article>
    }
}
