//! One's workspaces: the customer's first page, and the counselor's list.

use super::{first_page::FirstPage, found::FoundList, list::CounselorList};
use crate::{error::AppError, operation::operation, session::me, ssr::request_context, ui::page};
use contract::{
    ApiError,
    list::{FoundWorkspaces, ListFilter, ListQuery, ListSort, Turn, WorkspaceList},
    person::Side,
    topic::Topic,
};
use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, params::ParamsMap};

/// A page of one's workspaces.
#[server(endpoint = "list_workspaces")]
pub async fn list_workspaces(#[server(default)] query: ListQuery) -> Result<WorkspaceList, AppError> {
    crate::ssr::workspace_desk()?.workspaces(&query).await.map_err(crate::ssr::failed)
}

operation!(ListWorkspaces: Ordinary);

/// Looks for words in the titles, the people and the numbers of one's workspaces.
#[server(endpoint = "search_workspaces")]
pub async fn search_workspaces(text: String) -> Result<FoundWorkspaces, AppError> {
    crate::ssr::counselor_desk()?.search_workspaces(text).await.map_err(crate::ssr::failed)
}

operation!(SearchWorkspaces: Searching);

/// The function whose form asks for a search: what is looked for may be a name, so that the server keeps it for
/// whoever looks, and it stands in no address.
pub const SEARCH_WORKSPACES: &str = "search_workspaces";

/// What is looked for, where the page was asked for so.
fn looked_for() -> Option<String> {
    let form = request_context().ok()?.rejected.filter(|form| form.function == SEARCH_WORKSPACES)?;
    Some(form.fields.into_iter().find(|(name, _)| name == "text").map(|(_, text)| text).unwrap_or_default())
}

/// The page.
#[component]
pub fn WorkspacesPage() -> impl IntoView {
    let query = asked(&use_query_map().get_untracked());
    let looked_for = looked_for();
    page(async move {
        let me = me().await?;
        let is_counselor = me.as_ref().is_some_and(|me| me.side == Side::Counselor);
        Ok(match looked_for {
            Some(text) if is_counselor => {
                // What is wrong with the field is said beside it.
                let (found, error) = match search_workspaces(text.clone()).await {
                    Ok(found) => (Some(found), None),
                    Err(AppError(error @ ApiError::Invalid(_))) => (None, Some(error)),
                    Err(error) => return Err(error),
                };
                view! { <FoundList text found error/> }.into_any()
            }
            _ if is_counselor => {
                let list = list_workspaces(query.clone()).await?;
                view! { <CounselorList list topic=query.topic/> }.into_any()
            }
            _ => {
                let query =
                    ListQuery { show: Some(ListFilter::All), turn: query.turn, ..ListQuery::default() };
                let list = list_workspaces(query).await?;
                view! { <FirstPage name=me.map(|me| me.name).unwrap_or_default() list/> }.into_any()
            }
        })
    })
}

/// What the address asks for. Of what it cannot mean, nothing is asked.
fn asked(query: &ParamsMap) -> ListQuery {
    let text = |name| query.get(name).unwrap_or_default();
    let turn = |name| text(name).parse().ok();
    ListQuery {
        show: ListFilter::from_code(&text("show")),
        topic: Topic::from_code(&text("topic")),
        sort: ListSort::from_code(&text("sort")),
        turn: turn("after").map(Turn::After).or_else(|| turn("before").map(Turn::Before)),
    }
}
