//! A workspace that a supervisor has opened.

use super::session_banner::SessionBanner;
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::show_time,
    operation::operation,
    ui::{Empty, PageTitle, page, readable, subject_text},
    workspace::Facts,
};
use contract::{
    ApiError, WorkspaceId, break_glass::BreakGlassView, conversation::ConversationSummary,
    workspace::WorkspaceView,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// An opened workspace.
#[server(endpoint = "break_glass_workspace")]
pub async fn break_glass_workspace(id: WorkspaceId) -> Result<BreakGlassView<WorkspaceView>, AppError> {
    crate::ssr::supervisor_desk()?.break_glass_workspace(id).await.map_err(crate::ssr::failed)
}

operation!(BreakGlassWorkspace: Ordinary);

/// The page.
#[component]
pub fn OpenedPage() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id").unwrap_or_default();
    page(async move {
        let opened = break_glass_workspace(id.parse().map_err(|_| ApiError::NotFound)?).await?;
        Ok(view! { <Workspace opened/> })
    })
}

#[component]
fn Workspace(opened: BreakGlassView<WorkspaceView>) -> impl IntoView {
    let i18n = use_i18n();
    let BreakGlassView { session, view: WorkspaceView { head, conversations, .. } } = opened;
    let id = head.id;
    let list = if conversations.is_empty() {
        view! { <Empty title=t_string!(i18n, workspace.no_conversations) hint=""/> }.into_any()
    } else {
        let line = move |conversation| view! { <Line workspace=id conversation/> };
        view! { <ul class="rows">{conversations.into_iter().map(line).collect_view()}</ul> }.into_any()
    };
    view! {
        <PageTitle text=readable(head.title.clone())/>
        <p><a href="/break-glass">{t_string!(i18n, break_glass.title)}</a></p>
        <SessionBanner session/>
        <Facts head/>
        <section aria-labelledby="conversations-title">
            <div class="heading"><h2 id="conversations-title">{t_string!(i18n, workspace.conversations)}</h2></div>
            {list}
        </section>
    }
}

#[component]
fn Line(workspace: WorkspaceId, conversation: ConversationSummary) -> impl IntoView {
    let i18n = use_i18n();
    let last = t_string!(i18n, workspace.last, when = show_time(conversation.last_at));
    let href = format!("/break-glass/{workspace}/conversations/{}", conversation.id);
    view! {
        <li>
            <div class="row-main">
                <a class="row-title" href=href>{subject_text(conversation.subject)}</a>
                <p class="quiet">{last}</p>
            </div>
        </li>
    }
}
