//! Who has looked at a workspace, for its customer (A2).

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::{language, show_time},
    ui::{Empty, ErrorView, Pager},
};
use chrono::NaiveDateTime;
use contract::{
    ApiError, WorkspaceId,
    access::{AccessLine, AccessLog, Looked},
    date,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// A page of who has looked.
#[server(endpoint = "open_access_log")]
pub async fn open_access_log(id: WorkspaceId, page: u32) -> Result<AccessLog, AppError> {
    crate::ssr::customer_desk()?.access_log(id, page).await.map_err(crate::ssr::failed)
}

/// The page.
#[component]
pub fn AccessPage() -> impl IntoView {
    let i18n = use_i18n();
    let (params, query) = (use_params_map(), use_query_map());
    let source = move || {
        let page = query.read().get("page").and_then(|page| page.parse::<u32>().ok()).unwrap_or(1);
        (params.read().get("id").unwrap_or_default(), page)
    };
    let data = Resource::new_blocking(source, |(id, page)| async move {
        let id = id.parse().map_err(|_| AppError(ApiError::NotFound))?;
        open_access_log(id, page).await
    });
    view! {
        <Title text=t_string!(i18n, access.title)/>
        <Transition fallback=move || view! { <p class="loading">{t_string!(i18n, loading)}</p> }>
            {move || Suspend::new(async move {
                match data.await {
                    Ok(log) => view! { <Log log/> }.into_any(),
                    Err(AppError(error)) => view! { <ErrorView error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Log(log: AccessLog) -> impl IntoView {
    let i18n = use_i18n();
    let AccessLog { head, lines, page, pages, total } = log;
    let nothing = lines.is_empty().then(|| view! { <Empty title=t_string!(i18n, access.none) hint=""/> });
    let list = (!lines.is_empty()).then(|| {
        view! { <ul class="rows">{lines.into_iter().map(|line| view! { <Line line/> }).collect_view()}</ul> }
    });
    view! {
        <article class="reading">
            <p><a href=format!("/workspaces/{}", head.id)>{head.title}</a></p>
            <h1>{t_string!(i18n, access.title)}</h1>
            <p class="lead">{t_string!(i18n, access.explain)}</p>
            {nothing}
            {list}
            <Pager page pages total/>
        </article>
    }
}

#[component]
fn Line(line: AccessLine) -> impl IntoView {
    let i18n = use_i18n();
    let what = match line.looked {
        Looked::Workspace => t_string!(i18n, access.workspace),
        Looked::Conversation => t_string!(i18n, access.conversation),
        Looked::File => t_string!(i18n, access.file),
        Looked::Search => t_string!(i18n, access.search),
        Looked::Package => t_string!(i18n, access.package),
        Looked::BreakGlass => t_string!(i18n, access.break_glass),
    };
    let who = if line.mine { t_string!(i18n, conversation.you).to_owned() } else { line.who };
    let reason = line.reason.map(|reason| {
        view! { <p class="message-body">{t_string!(i18n, access.reason, reason = reason)}</p> }
    });
    let is_minute = |at: NaiveDateTime| at.format("%Y-%m-%dT%H:%M").to_string();
    let until = (is_minute(line.from) != is_minute(line.to)).then(|| {
        let shown = if line.from.date() == line.to.date() {
            date::time_of_day(language(), line.to)
        } else {
            show_time(line.to)
        };
        view! { " – " <time datetime=is_minute(line.to)>{shown}</time> }
    });
    view! {
        <li>
            <div class="row-main"><strong>{who}</strong><p class="quiet">{what}</p>{reason}</div>
            <p>
                <time datetime=line.from.format("%Y-%m-%dT%H:%M").to_string()>{show_time(line.from)}</time>
                {until}
            </p>
        </li>
    }
}
