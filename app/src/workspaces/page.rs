//! The list of one's workspaces, for both sides.

use super::list::Rows;
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
    session::me,
    ui::{Banner, Empty, ErrorView, PageTitle, Pager, Tone},
};
use contract::{
    person::Side,
    workspace::{InvitationView, WorkspaceList},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// A page of one's workspaces, from 1.
#[server(endpoint = "list_workspaces")]
pub async fn list_workspaces(page: u32) -> Result<WorkspaceList, AppError> {
    crate::ssr::workspace_desk()?.workspaces(page).await.map_err(crate::ssr::failed)
}

operation!(ListWorkspaces: Ordinary);

/// The list.
#[component]
pub fn WorkspacesPage() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let page = move || query.read().get("page").and_then(|page| page.parse().ok()).unwrap_or(1_u32);
    let data = Resource::new_blocking(page, |page| async move {
        let side = me().await?.map(|me| me.side);
        Ok::<_, AppError>((side, list_workspaces(page).await?))
    });
    view! {
        <PageTitle text=t_string!(i18n, list.title)/>
        <Transition fallback=move || view! { <p class="loading">{t_string!(i18n, loading)}</p> }>
            {move || Suspend::new(async move {
                match data.await {
                    Ok((side, list)) => view! { <List side=side.unwrap_or(Side::Customer) list/> }.into_any(),
                    Err(AppError(error)) => view! { <ErrorView error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn List(side: Side, list: WorkspaceList) -> impl IntoView {
    let i18n = use_i18n();
    let new = (side == Side::Counselor).then(|| {
        view! {
            <p class="actions">
                <a class="button" href="/workspaces/new">{t_string!(i18n, list.new)}</a>
                <a href="/workspaces/away">{t_string!(i18n, away.title)}</a>
            </p>
        }
    });
    let empty = match side {
        Side::Counselor => {
            (t_string!(i18n, list.empty_counselor), t_string!(i18n, list.empty_counselor_hint))
        }
        Side::Customer => (t_string!(i18n, list.empty_customer), t_string!(i18n, list.empty_customer_hint)),
    };
    let nothing = (list.items.is_empty() && list.waiting.is_empty())
        .then(|| view! { <Empty title=empty.0 hint=empty.1/> });
    let (page, pages, total) = (list.page, list.pages, list.total);
    view! {
        <div class="heading">
            <h1>{t_string!(i18n, list.title)}</h1>
            {new}
        </div>
        {list.waiting.into_iter().map(|invitation| view! { <Waiting invitation/> }).collect_view()}
        {nothing}
        <Rows side items=list.items/>
        <Pager page pages total/>
    }
}

/// The customer accepted; the counselor has to confirm (P3).
#[component]
fn Waiting(invitation: InvitationView) -> impl IntoView {
    let i18n = use_i18n();
    let InvitationView { organisation, counselor } = invitation;
    let text = t_string!(i18n, list.waiting, counselor = counselor, organisation = organisation);
    view! { <Banner tone=Tone::Calm><p>{text}</p></Banner> }
}
