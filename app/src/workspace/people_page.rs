//! Who sees a workspace, and on what terms: its customer, its counselor, and second professionals
//! with the customer's consent (P6).

use super::people::{AskConsent, PageActions, ScopeChoice, open_people};
use super::{consent::Participation, head::Head};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    ui::{
        ActsFor, Empty, ErrorView, FormError, PageTitle, Submit, TextField, form_error, old_input,
        read_rejected_form,
    },
};
use contract::{ApiError, WorkspaceId, desk::RejectedForm, participation::PeopleView};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let i18n = use_i18n();
    let params = use_params_map();
    let actions =
        PageActions { ask: ServerAction::new(), answer: ServerAction::new(), end: ServerAction::new() };
    // A mistake must not take away what was typed: only what was asked changes the page.
    let asked = Memo::new(move |before: Option<&usize>| {
        let count = before.copied().unwrap_or(0);
        if matches!(actions.ask.value().get(), Some(Ok(()))) { actions.ask.version().get() } else { count }
    });
    let source = move || {
        let tried = asked.get() + actions.answer.version().get() + actions.end.version().get();
        (params.read().get("id").unwrap_or_default(), tried)
    };
    let data = Resource::new_blocking(source, |(id, _)| async move {
        let id = id.parse().map_err(|_| AppError(ApiError::NotFound))?;
        Ok::<_, AppError>((open_people(id).await?, read_rejected_form().await?))
    });
    view! {
        <PageTitle text=t_string!(i18n, people.title)/>
        <Transition fallback=move || view! { <p class="loading">{t_string!(i18n, loading)}</p> }>
            {move || Suspend::new(async move {
                match data.await {
                    Ok((view, rejected)) => view! { <People view rejected actions/> }.into_any(),
                    Err(AppError(error)) => view! { <ErrorView error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn People(view: PeopleView, rejected: Option<RejectedForm>, actions: PageActions) -> impl IntoView {
    let i18n = use_i18n();
    let PeopleView { head, participations, colleagues } = view;
    let (id, may_ask) = (head.id, head.may.ask_consent);
    let lead = if head.may.download {
        t_string!(i18n, people.lead_customer)
    } else {
        t_string!(i18n, people.lead_staff)
    };
    let nothing = participations.is_empty().then(
        || view! { <Empty title=t_string!(i18n, people.none) hint=t_string!(i18n, people.none_hint)/> },
    );
    let list = (!participations.is_empty()).then(|| {
        let one = |participation| view! { <li><Participation workspace=id participation actions/></li> };
        view! { <ul class="stack">{participations.into_iter().map(one).collect_view()}</ul> }
    });
    let errors = [form_error(actions.answer, None), form_error(actions.end, None)];
    let failed = Signal::derive(move || errors.iter().find_map(Get::get));
    view! {
        <article class="reading">
            <Head head/>
            <h2>{t_string!(i18n, people.title)}</h2>
            <p class="lead">{lead}</p>
            <FormError error=failed/>
            {nothing}
            {list}
            {may_ask.then(|| view! { <Ask workspace=id colleagues rejected action=actions.ask/> })}
        </article>
    }
}

#[component]
fn Ask(
    workspace: WorkspaceId,
    colleagues: Vec<(String, String)>,
    rejected: Option<RejectedForm>,
    action: ServerAction<AskConsent>,
) -> impl IntoView {
    let i18n = use_i18n();
    let error = form_error(action, rejected.as_ref());
    let value = |name| old_input(rejected.as_ref(), name);
    let (email, purpose, through, scope) =
        (value("email"), value("purpose"), value("through"), value("scope"));
    let email_hint = t_string!(i18n, people.email_hint);
    let purpose_hint = t_string!(i18n, people.purpose_hint);
    let colleague = |(name, email)| view! { <option value=email>{name}</option> };
    view! {
        <section class="card" aria-labelledby="ask-title">
            <h2 id="ask-title">{t_string!(i18n, people.ask_title)}</h2>
            <p>{t_string!(i18n, people.ask_lead)}</p>
            <FormError error/>
            <ActionForm action>
                <ActsFor/>
                <input type="hidden" name="id" value=workspace.to_string()/>
                <TextField name="email" keyboard="email" list="colleagues" label=t_string!(i18n, people.email) hint=email_hint value=email error/>
                <datalist id="colleagues">{colleagues.into_iter().map(colleague).collect_view()}</datalist>
                <TextField name="purpose" label=t_string!(i18n, people.purpose) hint=purpose_hint value=purpose error/>
                <ScopeChoice legend=t_string!(i18n, people.scope) whole=scope == "whole_history"/>
                <TextField name="through" kind="date" label=t_string!(i18n, people.through) value=through error/>
                <Submit label=t_string!(i18n, people.submit) pending=action.pending()/>
            </ActionForm>
        </section>
    }
}
