//! Searching in one workspace. What is looked for may be personal: it is sent in a form, and stands in no
//! address.

use super::files::Files;
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::show_time,
    operation::operation,
    ssr::request_context,
    ui::{Empty, Form, PageTitle, Rejected, Submit, TextField, page, readable, subject_text},
    workspace::{
        frame::{Tab, WorkspaceFrame},
        page::open_workspace,
    },
};
use contract::{
    ApiError, WorkspaceId,
    head::WorkspaceHead,
    search::{Found, FoundView, SearchQuery},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// Looks for words in a workspace.
#[server(endpoint = "search_workspace")]
pub async fn search_workspace(
    workspace: WorkspaceId,
    text: String,
    #[server(default)] with_files: bool,
) -> Result<FoundView, AppError> {
    let query = SearchQuery { text, with_files };
    crate::ssr::workspace_desk()?.search(workspace, query).await.map_err(crate::ssr::failed)
}

operation!(SearchWorkspace: Searching);

/// The function whose form asks for a search: the server keeps what is looked for, for whoever looks.
pub const SEARCH_WORKSPACE: &str = "search_workspace";

/// What is looked for, where the page was asked for so.
fn looked_for() -> Option<SearchQuery> {
    let form = request_context().ok()?.rejected.filter(|form| form.function == SEARCH_WORKSPACE)?;
    let typed =
        |name: &str| form.fields.iter().find(|(field, _)| field == name).map(|(_, typed)| typed.clone());
    Some(SearchQuery { text: typed("text").unwrap_or_default(), with_files: typed("with_files").is_some() })
}

/// The page.
#[component]
pub fn SearchPage() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id").unwrap_or_default();
    let asked = looked_for();
    page(async move {
        let id = id.parse().map_err(|_| ApiError::NotFound)?;
        let Some(query) = asked else {
            let head = open_workspace(id).await?.head;
            return Ok(view! { <Search head query=None found=None error=None/> });
        };
        // What is wrong with a field is said beside it.
        let (found, error) = match crate::ssr::workspace_desk()?.search(id, query.clone()).await {
            Ok(found) => (Some(found), None),
            Err(error @ ApiError::Invalid(_)) => (None, Some(error)),
            Err(error) => return Err(crate::ssr::failed(error)),
        };
        let head = match &found {
            Some(found) => found.head.clone(),
            None => open_workspace(id).await?.head,
        };
        Ok(view! { <Search head query=Some(query) found error/> })
    })
}

#[component]
fn Search(
    head: WorkspaceHead,
    query: Option<SearchQuery>,
    found: Option<FoundView>,
    error: Option<ApiError>,
) -> impl IntoView {
    let i18n = use_i18n();
    let here = format!("/workspaces/{}", head.id);
    let (text, with_files) = query.map(|query| (query.text, query.with_files)).unwrap_or_default();
    let form = Form::that_asks(error);
    let field = view! {
        <TextField name="text" label=t_string!(i18n, search.text) hint=t_string!(i18n, search.hint) value=text form=form.clone()/>
    };
    view! {
        <PageTitle text=t_string!(i18n, search.title) of=readable(head.title.clone())/>
        <WorkspaceFrame head here=Tab::Search/>
        <article class="narrow">
            <h2>{t_string!(i18n, search.title)}</h2>
            <Rejected form/>
            <form method="post" action=format!("{here}/search") role="search">
                {field}
                <label class="choice">
                    <input type="checkbox" name="with_files" value="true" checked=with_files/>
                    {t_string!(i18n, search.with_files)}
                </label>
                <Submit label=t_string!(i18n, search.search)/>
            </form>
            {found.map(|found| view! { <Results found/> })}
        </article>
    }
}

/// What was found. One goes on there.
#[component]
fn Results(found: FoundView) -> impl IntoView {
    let i18n = use_i18n();
    let FoundView { head, found, more } = found;
    let inner = if found.is_empty() {
        let hint = t_string!(i18n, search.nothing_hint);
        view! { <Empty title=t_string!(i18n, search.nothing) hint/> }.into_any()
    } else {
        let count = t_string!(i18n, search.found, count = found.len());
        let more = more.then(|| view! { <p class="hint">{t_string!(i18n, search.more)}</p> });
        let id = head.id;
        view! {
            <h3>{count}</h3>
            <ul class="rows">{found.into_iter().map(|place| view! { <Place workspace=id place/> }).collect_view()}</ul>
            {more}
        }
        .into_any()
    };
    view! { <section id="outcome" tabindex="-1">{inner}</section> }
}

#[component]
fn Place(workspace: WorkspaceId, place: Found) -> impl IntoView {
    // The page that ends with the message shows it at its foot.
    let (conversation, position) = (place.conversation, place.position);
    let before = position + 1;
    let address = format!("/workspaces/{workspace}/conversations/{conversation}?before={before}#m{position}");
    let files = (!place.files.is_empty()).then(|| {
        view! { <Files place=format!("/workspaces/{workspace}") files=place.files/> }
    });
    view! {
        <li>
            <div class="row-main">
                <a class="row-title" href=address>{subject_text(place.subject)}</a>
                <p class="quiet">{place.author} ", " {show_time(place.sent_at)}</p>
                <p dir="auto">{readable(place.extract)}</p>
                {files}
            </div>
        </li>
    }
}
