//! The organisation's workspaces without their content: number, counselor, state, dates (L8).

use super::{
    bulk_action_form::{BulkActionFields, PlanBulkAction},
    tabs::{Tab, Tabs},
};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
    ui::{Empty, Form, PageTitle, Pager, PostForm, Select, StateBadge, due_in_words, page, state_name},
};
use contract::{
    administration::{Administered, AdministrationFilter, AdministrationList, CounselorSummary},
    life::{State, Wait},
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
    let query = use_query_map().get_untracked();
    page(async move {
        let number = query.get("page").and_then(|page| page.parse().ok()).unwrap_or(1);
        let text = |name| query.get(name).unwrap_or_default();
        let filter =
            AdministrationFilter { counselor: text("counselor"), state: text("state"), page: number };
        let list = administered_workspaces(filter.clone()).await?;
        Ok(view! { <Administration filter list/> })
    })
}

#[component]
fn Administration(filter: AdministrationFilter, list: AdministrationList) -> impl IntoView {
    let i18n = use_i18n();
    let AdministrationList { items, page, pages, total, counselors } = list;
    let content = if items.is_empty() {
        view! { <Empty title=t_string!(i18n, administration.empty) hint=t_string!(i18n, administration.empty_hint)/> }
            .into_any()
    } else {
        let form = Form::of::<PlanBulkAction>();
        let counselors = counselors.clone();
        let shown = (filter.clone(), total);
        view! {
            <PostForm form=form.clone()>
                <Lines items form=form.clone()/>
                <BulkActionFields counselors shown form/>
            </PostForm>
        }
        .into_any()
    };
    let kept = format!("counselor={}&state={}", filter.counselor, filter.state);
    view! {
        <PageTitle text=t_string!(i18n, organisation.workspaces)/>
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
        ("asks".to_owned(), t_string!(i18n, administration.asks).to_owned()),
        ("unreached".to_owned(), t_string!(i18n, administration.unreached).to_owned()),
    ];
    view! {
        <form method="get" action="/organisation/workspaces" class="filter">
            <Select name="counselor" label=t_string!(i18n, administration.counselor) options=who value=filter.counselor form=None/>
            <Select name="state" label=t_string!(i18n, administration.state) options=states value=filter.state form=None/>
            <button type="submit" class="button button-second">{t_string!(i18n, administration.show)}</button>
        </form>
    }
}

#[component]
fn Lines(items: Vec<Administered>, form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let line = |(place, item): (usize, Administered)| {
        let (name, id) = (format!("selection[{place}]"), item.id.to_string());
        let checked = form.is_chosen(&name, &id, false);
        let due = due_in_words(&item.timeline);
        let waits = item.wait.map(|wait| {
            let text = match wait {
                Wait::Mail => t_string!(i18n, administration.waits),
                Wait::Notice => t_string!(i18n, administration.waits_notice),
            };
            view! { <span class="flag">{text}</span> }
        });
        let asks = item.asks_reactivation.then(|| {
            view! { <span class="flag">{t_string!(i18n, list.asks)}</span> }
        });
        let unreached = (item.is_unreached && item.wait != Some(Wait::Mail)).then(|| {
            let text = t_string!(i18n, administration.no_mail);
            view! { <span class="flag">{text}</span> }
        });
        view! {
            <li>
                <label class="choice">
                    <input type="checkbox" name=name value=id checked=checked/>
                    <span class="row-title">{t_string!(i18n, workspace.number, number = item.number)}</span>
                </label>
                <p class="quiet">{item.counselor} " " {asks} " " {waits} " " {unreached}</p>
                <p class="row-life"><StateBadge state=item.timeline.state/> <span>{due}</span></p>
            </li>
        }
    };
    let id = form.has_field("selection", t_string!(i18n, administration.choose));
    let nothing =
        form.mistake("selection").map(|text| view! { <p class="mistake" id="selection-error">{text}</p> });
    let described = nothing.is_some().then_some("selection-error");
    view! {
        <fieldset class="wide" id=id tabindex="-1" aria-describedby=described>
            <legend class="visually-hidden">{t_string!(i18n, administration.choose)}</legend>
            <ul class="rows">{items.into_iter().enumerate().map(line).collect_view()}</ul>
            {nothing}
        </fieldset>
    }
}
