//! Who has looked at a workspace, for its customer (A2).

use super::frame::{Tab, WorkspaceFrame};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::{language, named, show_time},
    operation::operation,
    ui::{Empty, PageTitle, page, readable},
};
use chrono::NaiveDateTime;
use contract::{
    ApiError, WorkspaceId,
    access::{AccessKind, AccessLine, AccessLog, AccessRole},
    date,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// A page of who has looked.
#[server(endpoint = "open_access_log")]
pub async fn open_access_log(
    id: WorkspaceId,
    #[server(default)] before: Option<i64>,
) -> Result<AccessLog, AppError> {
    crate::ssr::customer_desk()?.access_log(id, before).await.map_err(crate::ssr::failed)
}

operation!(OpenAccessLog: Ordinary);

/// The page.
#[component]
pub fn AccessPage() -> impl IntoView {
    let (params, query) = (use_params_map().get_untracked(), use_query_map().get_untracked());
    page(async move {
        let id = params.get("id").unwrap_or_default().parse().map_err(|_| ApiError::NotFound)?;
        let before = query.get("before").and_then(|before| before.parse::<i64>().ok());
        let log = open_access_log(id, before).await?;
        Ok(view! { <Log log newest=before.is_none()/> })
    })
}

#[component]
fn Log(log: AccessLog, newest: bool) -> impl IntoView {
    let i18n = use_i18n();
    let AccessLog { head, lines, older } = log;
    let here = format!("/workspaces/{}/access", head.id);
    let nothing = lines.is_empty().then(|| view! { <Empty title=t_string!(i18n, access.none) hint=""/> });
    let list = (!lines.is_empty()).then(|| {
        view! { <ul class="rows">{lines.into_iter().map(|line| view! { <Line line/> }).collect_view()}</ul> }
    });
    let to_newest =
        (!newest).then(|| view! { <a rel="first" href=here.clone()>{t_string!(i18n, access.newest)}</a> });
    let to_older = older.map(|before| {
        let href = format!("{here}?before={before}");
        view! { <a rel="next" href=href>{t_string!(i18n, access.older)}</a> }
    });
    let pager = (to_newest.is_some() || to_older.is_some()).then(|| {
        view! { <nav class="pager" aria-label=t_string!(i18n, access.pages)>{to_newest} {to_older}</nav> }
    });
    view! {
        <PageTitle text=t_string!(i18n, access.title) of=readable(head.title.clone())/>
        <WorkspaceFrame head here=Tab::Access/>
        <article class="narrow">
            <h2>{t_string!(i18n, access.title)}</h2>
            <p class="lead">{t_string!(i18n, access.explain)}</p>
            {nothing}
            {list}
            {pager}
        </article>
    }
}

#[component]
fn Line(line: AccessLine) -> impl IntoView {
    let i18n = use_i18n();
    let what = match line.kind {
        AccessKind::Workspace => t_string!(i18n, access.workspace),
        AccessKind::Conversation => t_string!(i18n, access.conversation),
        AccessKind::File => t_string!(i18n, access.file),
        AccessKind::Search => t_string!(i18n, access.search),
        AccessKind::Package => t_string!(i18n, access.package),
        AccessKind::BreakGlass => t_string!(i18n, access.break_glass),
    };
    let what = line.what.map_or_else(|| what.to_owned(), |name| format!("{what}: {name}"));
    let who = if line.mine { t_string!(i18n, conversation.you).to_owned() } else { line.who };
    let role = match line.role {
        AccessRole::Customer => None,
        AccessRole::Counselor => Some(t_string!(i18n, access.counselor)),
        AccessRole::SecondProfessional => Some(t_string!(i18n, access.second)),
        AccessRole::Substitute => Some(t_string!(i18n, access.substitute)),
        AccessRole::Supervisor => Some(t_string!(i18n, access.supervisor)),
    };
    let role = role.map(|role| {
        let role =
            line.organisation.map_or_else(|| role.to_owned(), |house| format!("{role}, {}", named(&house)));
        view! { <p class="quiet">{role}</p> }
    });
    let reason = line.reason.map(|reason| {
        view! { <p class="message-body" dir="auto">{t_string!(i18n, access.reason, reason = reason)}</p> }
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
            <div class="row-main"><strong>{readable(who)}</strong>{role}<p>{readable(what)}</p>{reason}</div>
            <p>
                <time datetime=line.from.format("%Y-%m-%dT%H:%M").to_string()>{show_time(line.from)}</time>
                {until}
            </p>
        </li>
    }
}
