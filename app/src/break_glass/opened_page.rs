//! A workspace that a supervisor has opened.

use super::session_banner::SessionBanner;
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::show_recent,
    operation::operation,
    ui::{Empty, Icon, IconView, PageTitle, StateBadge, page, readable, subject_text},
    workspace::Facts,
};
use chrono::NaiveDate;
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
    let (id, today, state) = (head.id, head.timeline.today, head.timeline.state);
    let title = readable(head.title.clone());
    let list = if conversations.is_empty() {
        view! { <Empty title=t_string!(i18n, workspace.no_conversations) hint=""/> }.into_any()
    } else {
        let line = move |conversation| view! { <Line workspace=id conversation today/> };
        let lines = conversations.into_iter().map(line).collect_view();
        view! { <div class="card flush"><ul class="waits">{lines}</ul></div> }.into_any()
    };
    view! {
        <PageTitle text=title.clone()/>
        <nav class="crumbs" aria-label=t_string!(i18n, crumbs)>
            <a href="/break-glass">{t_string!(i18n, break_glass.title)}</a>
            <span aria-hidden="true">" / "</span>
            <span>{title.clone()}</span>
        </nav>
        <SessionBanner session/>
        <div class="heading">
            <h1>{title}</h1>
            <p><StateBadge state/></p>
        </div>
        <div class="card"><Facts head/></div>
        <section aria-labelledby="conversations-title">
            <div class="heading"><h2 id="conversations-title">{t_string!(i18n, workspace.conversations)}</h2></div>
            {list}
        </section>
    }
}

#[component]
fn Line(workspace: WorkspaceId, conversation: ConversationSummary, today: NaiveDate) -> impl IntoView {
    let i18n = use_i18n();
    let last = t_string!(i18n, workspace.last, when = show_recent(conversation.last_at, today));
    let href = format!("/break-glass/{workspace}/conversations/{}", conversation.id);
    view! {
        <li>
            <IconView icon=Icon::Message/>
            <div>
                <a href=href>{subject_text(conversation.subject)}</a>
                <p class="quiet">{last}</p>
            </div>
        </li>
    }
}
