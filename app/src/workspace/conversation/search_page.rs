//! Searching in one workspace. What is looked for may be personal: it is sent in a form, and stands
//! in no address.

use super::files::Files;
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::show_time,
    operation::operation,
    ui::{Empty, ErrorView, FormError, PageTitle, Submit, TextField, readable, subject_text},
    workspace::page::open_workspace,
};
use contract::{
    ApiError, WorkspaceId,
    head::WorkspaceHead,
    search::{Found, FoundView},
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
    let query = contract::search::SearchQuery { text, with_files };
    crate::ssr::workspace_desk()?.search(workspace, query).await.map_err(crate::ssr::failed)
}

operation!(SearchWorkspace: Searching);

/// The page.
#[component]
pub fn SearchPage() -> impl IntoView {
    let i18n = use_i18n();
    let params = use_params_map();
    let source = move || params.read().get("id").unwrap_or_default();
    let data = Resource::new_blocking(source, |id| async move {
        open_workspace(id.parse().map_err(|_| AppError(ApiError::NotFound))?).await
    });
    view! {
        <PageTitle text=t_string!(i18n, search.title)/>
        <Transition fallback=move || view! { <p class="loading">{t_string!(i18n, loading)}</p> }>
            {move || Suspend::new(async move {
                match data.await {
                    Ok(view) => view! { <Search head=view.head/> }.into_any(),
                    Err(AppError(error)) => view! { <ErrorView error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Search(head: WorkspaceHead) -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<SearchWorkspace>::new();
    let error = Signal::derive(move || action.value().get()?.err().map(|AppError(error)| error));
    let found = move || {
        let found = action.value().get()?.ok()?;
        Some(view! { <Results found/> })
    };
    view! {
        <article class="reading">
            <p><a href=format!("/workspaces/{}", head.id)>{readable(head.title)}</a></p>
            <h1>{t_string!(i18n, search.title)}</h1>
            <noscript><p class="banner">{t_string!(i18n, search.scripts)}</p></noscript>
            <FormError error/>
            <ActionForm action>
                <input type="hidden" name="workspace" value=head.id.to_string()/>
                <TextField name="text" label=t_string!(i18n, search.text) hint=t_string!(i18n, search.hint) error/>
                <label class="choice">
                    <input type="checkbox" name="with_files" value="true"/>
                    {t_string!(i18n, search.with_files)}
                </label>
                <Submit label=t_string!(i18n, search.search) pending=action.pending()/>
            </ActionForm>
            <section aria-live="polite">{found}</section>
        </article>
    }
}

#[component]
fn Results(found: FoundView) -> impl IntoView {
    let i18n = use_i18n();
    let FoundView { head, found, more } = found;
    if found.is_empty() {
        let hint = t_string!(i18n, search.nothing_hint);
        return view! { <Empty title=t_string!(i18n, search.nothing) hint/> }.into_any();
    }
    let count = t_string!(i18n, search.found, count = found.len());
    let more = more.then(|| view! { <p class="hint">{t_string!(i18n, search.more)}</p> });
    let id = head.id;
    view! {
        <h2>{count}</h2>
        <ul class="rows">{found.into_iter().map(|place| view! { <Place workspace=id place/> }).collect_view()}</ul>
        {more}
    }
    .into_any()
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
                <p>{readable(place.extract)}</p>
                {files}
            </div>
        </li>
    }
}
