//! Who sees a workspace, and on what terms: its customer, its counselor, and second professionals
//! with the customer's consent (P6).

use super::people::{AskConsent, ScopeChoice, open_people};
use super::{
    consent::Participation,
    frame::{Tab, WorkspaceFrame},
    hand_over::HandOverSection,
    readers::Readers,
};
use crate::{
    i18n::{t_string, use_i18n},
    ui::{Done, Form, Outcome, PageTitle, PostForm, Submit, TextField, page, readable},
};
use contract::{ApiError, WorkspaceId, participation::PeopleView};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id").unwrap_or_default();
    page(async move {
        let view = open_people(id.parse().map_err(|_| ApiError::NotFound)?).await?;
        Ok(view! { <People view/> })
    })
}

#[component]
fn People(view: PeopleView) -> impl IntoView {
    let i18n = use_i18n();
    let PeopleView { head, side, counselor_since, participations, colleagues, successors } = view;
    let (id, may_ask) = (head.id, head.may.ask_consent);
    let lead = if head.may.download {
        t_string!(i18n, people.lead_customer)
    } else {
        t_string!(i18n, people.lead_staff)
    };
    let nothing = participations.is_empty().then(|| view! { <p>{t_string!(i18n, people.none)}</p> });
    let list = (!participations.is_empty()).then(|| {
        let one = |participation| view! { <li><Participation workspace=id participation/></li> };
        view! { <ul class="stack">{participations.into_iter().map(one).collect_view()}</ul> }
    });
    view! {
        <PageTitle text=t_string!(i18n, people.title) of=readable(head.title.clone())/>
        <WorkspaceFrame head=head.clone() here=Tab::People/>
        <article class="narrow">
            <h2>{t_string!(i18n, people.title)}</h2>
            <p class="lead">{lead}</p>
            <Done of="ask_consent"/>
            <Outcome of="answer_consent end_participation hand_over"/>
            <Readers head side counselor_since/>
            <h3>{t_string!(i18n, people.others)}</h3>
            {nothing}
            {list}
            {may_ask.then(|| view! { <Ask workspace=id colleagues/> })}
            {(!successors.is_empty()).then(|| view! { <HandOverSection workspace=id successors/> })}
        </article>
    }
}

#[component]
fn Ask(workspace: WorkspaceId, colleagues: Vec<(String, String)>) -> impl IntoView {
    let i18n = use_i18n();
    let form = Form::of::<AskConsent>();
    let email_hint = t_string!(i18n, people.email_hint);
    let purpose_hint = t_string!(i18n, people.purpose_hint);
    let whole = form.is_chosen("scope", "whole_history", false);
    let colleague = |(name, email)| view! { <option value=email>{name}</option> };
    view! {
        <section class="card" aria-labelledby="ask-title">
            <h2 id="ask-title">{t_string!(i18n, people.ask_title)}</h2>
            <p>{t_string!(i18n, people.ask_lead)}</p>
            <PostForm form=form.clone() says_done=false>
                <input type="hidden" name="id" value=workspace.to_string()/>
                <TextField name="email" keyboard="email" list="colleagues" label=t_string!(i18n, people.email) hint=email_hint form=form.clone()/>
                <datalist id="colleagues">{colleagues.into_iter().map(colleague).collect_view()}</datalist>
                <TextField name="purpose" label=t_string!(i18n, people.purpose) hint=purpose_hint form=form.clone()/>
                <ScopeChoice legend=t_string!(i18n, people.scope) whole/>
                <TextField name="through" kind="date" label=t_string!(i18n, people.through) form/>
                <Submit label=t_string!(i18n, people.submit)/>
            </PostForm>
        </section>
    }
}
