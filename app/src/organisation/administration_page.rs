//! The organisation's workspaces without their content: number, counselor, state, dates (L8).

use super::{
    bulk_action_form::{BulkActionFields, PlanBulkAction},
    tabs::{Tab, Tabs},
};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::show_date,
    operation::operation,
    ui::{
        ActsFor, Empty, ErrorView, FormError, PageTitle, Pager, Select, StateBadge, form_error,
        read_rejected_form, state_name,
    },
};
use contract::{
    administration::{Administered, AdministrationFilter, AdministrationList, CounselorSummary},
    desk::RejectedForm,
    life::State,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The organisation's workspaces that are not archived, a page of them.
#[server(endpoint = "administered_workspaces")]
pub async fn administered_workspaces(filter: AdministrationFilter) -> Result<AdministrationList, AppError> {
    crate::ssr::main_user_desk()?.administered_workspaces(filter).await.map_err(crate::ssr::failed)
}

operation!(AdministeredWorkspaces: Ordinary);

/// The page.
#[component]
pub fn AdministrationPage() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let action = ServerAction::<PlanBulkAction>::new();
    let filter = move || {
        let query = query.read();
        let page = query.get("page").and_then(|page| page.parse().ok()).unwrap_or(1);
        let text = |name| query.get(name).unwrap_or_default();
        AdministrationFilter { counselor: text("counselor"), state: text("state"), page }
    };
    let data = Resource::new_blocking(filter, |filter| async move {
        let list = administered_workspaces(filter.clone()).await?;
        Ok::<_, AppError>((filter, list, read_rejected_form().await?))
    });
    view! {
        <PageTitle text=t_string!(i18n, organisation.workspaces)/>
        <Transition fallback=move || view! { <p class="loading">{t_string!(i18n, loading)}</p> }>
            {move || Suspend::new(async move {
                match data.await {
                    Ok((filter, list, rejected)) => view! { <Page filter list rejected action/> }.into_any(),
                    Err(AppError(error)) => view! { <ErrorView error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Page(
    filter: AdministrationFilter,
    list: AdministrationList,
    rejected: Option<RejectedForm>,
    action: ServerAction<PlanBulkAction>,
) -> impl IntoView {
    let i18n = use_i18n();
    let AdministrationList { items, page, pages, total, counselors } = list;
    let content = if items.is_empty() {
        view! { <Empty title=t_string!(i18n, administration.empty) hint=t_string!(i18n, administration.empty_hint)/> }
            .into_any()
    } else {
        let error = form_error(action, rejected.as_ref());
        let counselors = counselors.clone();
        view! {
            <FormError error/>
            <ActionForm action>
                <ActsFor/>
                <Lines items error/>
                <BulkActionFields counselors rejected error pending=action.pending()/>
            </ActionForm>
        }
        .into_any()
    };
    let kept = format!("counselor={}&state={}", filter.counselor, filter.state);
    view! {
        <h1>{t_string!(i18n, organisation.title)}</h1>
        <Tabs here=Tab::Workspaces/>
        <p class="lead">{t_string!(i18n, administration.lead)}</p>
        <Filter filter counselors/>
        {content}
        <Pager page pages total kept/>
    }
}

#[component]
fn Filter(filter: AdministrationFilter, counselors: Vec<CounselorSummary>) -> impl IntoView {
    let i18n = use_i18n();
    let everybody = (String::new(), t_string!(i18n, administration.everybody).to_owned());
    let named = counselors.into_iter().map(|counselor| {
        (counselor.id.to_string(), format!("{} ({})", counselor.name, counselor.workspaces))
    });
    let who = [everybody].into_iter().chain(named).collect();
    let states = vec![
        (String::new(), t_string!(i18n, administration.every_state).to_owned()),
        ("active".to_owned(), state_name(State::Active).to_owned()),
        ("inactive".to_owned(), state_name(State::Inactive).to_owned()),
    ];
    view! {
        <form method="get" action="/organisation/workspaces" class="filter">
            <Select name="counselor" label=t_string!(i18n, administration.counselor) options=who value=filter.counselor/>
            <Select name="state" label=t_string!(i18n, administration.state) options=states value=filter.state/>
            <button type="submit" class="button button-second">{t_string!(i18n, administration.show)}</button>
        </form>
    }
}

#[component]
fn Lines(items: Vec<Administered>, error: Signal<Option<contract::ApiError>>) -> impl IntoView {
    let i18n = use_i18n();
    let line = |(place, item): (usize, Administered)| {
        let date = show_date(item.timeline.due());
        let due = if item.timeline.state == State::Active {
            t_string!(i18n, due.active, date = date)
        } else {
            t_string!(i18n, due.inactive, date = date)
        };
        let waits = item
            .waits_for_notices
            .then(|| view! { <span class="flag">{t_string!(i18n, administration.waits)}</span> });
        view! {
            <li>
                <label class="choice">
                    <input type="checkbox" name=format!("selection[{place}]") value=item.id.to_string()/>
                    <span class="row-title">{t_string!(i18n, workspace.number, number = item.number)}</span>
                </label>
                <p class="quiet">{item.counselor} " " {waits}</p>
                <p class="row-life"><StateBadge state=item.timeline.state/> <span>{due}</span></p>
            </li>
        }
    };
    let nothing = move || match error.get() {
        Some(contract::ApiError::Invalid(fields)) => fields
            .into_iter()
            .find(|field| field.field == "selection")
            .map(|field| view! { <p class="mistake">{crate::error::field_text(field.code)}</p> }),
        _ => None,
    };
    view! {
        <fieldset class="wide">
            <legend class="visually-hidden">{t_string!(i18n, administration.choose)}</legend>
            <ul class="rows">{items.into_iter().enumerate().map(line).collect_view()}</ul>
            {nothing}
        </fieldset>
    }
}
