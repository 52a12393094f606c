//! One's workspaces: the customer's first page, and the counselor's list.

use super::{first_page::FirstPage, list::CounselorList};
use crate::{error::AppError, operation::operation, session::me, ui::page};
use contract::{
    person::Side,
    workspace::{ListFilter, WorkspaceList},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// A page of one's workspaces, from 1.
#[server(endpoint = "list_workspaces")]
pub async fn list_workspaces(
    #[server(default)] show: Option<ListFilter>,
    page: u32,
) -> Result<WorkspaceList, AppError> {
    crate::ssr::workspace_desk()?.workspaces(show, page).await.map_err(crate::ssr::failed)
}

operation!(ListWorkspaces: Ordinary);

/// The page.
#[component]
pub fn WorkspacesPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    page(async move {
        let number = query.get("page").and_then(|page| page.parse().ok()).unwrap_or(1_u32);
        let show = query.get("show").and_then(|show| ListFilter::from_code(&show));
        let me = me().await?;
        Ok(match me {
            Some(me) if me.side == Side::Counselor => {
                let list = list_workspaces(show, number).await?;
                view! { <CounselorList list/> }.into_any()
            }
            me => {
                let list = list_workspaces(Some(ListFilter::All), number).await?;
                view! { <FirstPage name=me.map(|me| me.name).unwrap_or_default() list/> }.into_any()
            }
        })
    })
}
