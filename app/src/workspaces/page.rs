//! The list of one's workspaces, for both sides.

use super::list::Rows;
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
    session::side,
    ui::{Banner, Done, Empty, PageTitle, Pager, Tone, page},
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
    let query = use_query_map().get_untracked();
    page(async move {
        let number = query.get("page").and_then(|page| page.parse().ok()).unwrap_or(1_u32);
        let (side, list) = (side().await?, list_workspaces(number).await?);
        Ok(view! { <List side=side.unwrap_or(Side::Customer) list/> })
    })
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
        <PageTitle text=t_string!(i18n, list.title)/>
        <div class="heading">
            <h1>{t_string!(i18n, list.title)}</h1>
            {new}
        </div>
        <Done of="accept_invitation end_participation give_undertaking"/>
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
