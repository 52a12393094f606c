//! What is asked about the people of a workspace, and done: asking for a second professional, the
//! customer's consent, and its end (P6).

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
};
use contract::{
    ParticipationId, WorkspaceId,
    participation::{PeopleView, Scope},
};
use leptos::prelude::*;

/// The people of a workspace.
#[server(endpoint = "open_people")]
pub async fn open_people(id: WorkspaceId) -> Result<PeopleView, AppError> {
    crate::ssr::workspace_desk()?.people(id).await.map_err(crate::ssr::failed)
}

operation!(OpenPeople: Ordinary);

/// Asks the customer to let a second professional in.
#[server(endpoint = "ask_consent")]
pub async fn ask_consent(
    id: WorkspaceId,
    email: String,
    purpose: String,
    scope: Scope,
    through: String,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    let new = contract::participation::NewParticipation { email, purpose, scope, through };
    crate::ssr::counselor_desk()?.ask_consent(id, new).await.map_err(crate::ssr::failed)
}

operation!(AskConsent: Inviting);

/// Consents with a scope; without one, refuses.
#[server(endpoint = "answer_consent")]
pub async fn answer_consent(
    id: WorkspaceId,
    participation: ParticipationId,
    #[server(default)] scope: Option<Scope>,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::customer_desk()?.answer_consent(id, participation, scope).await.map_err(crate::ssr::failed)
}

operation!(AnswerConsent: Notifying);

/// Ends a second professional's part.
#[server(endpoint = "end_participation")]
pub async fn end_participation(
    id: WorkspaceId,
    participation: ParticipationId,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    let desk = crate::ssr::workspace_desk()?;
    desk.end_participation(id, participation).await.map_err(crate::ssr::failed)?;
    // Whoever leaves does not see this page any more.
    if desk.people(id).await.is_err() {
        crate::ssr::lead_to("/workspaces");
    }
    Ok(())
}

operation!(EndParticipation: Notifying);

/// How much a second professional is to see: the less, unless somebody says more.
#[component]
pub fn ScopeChoice(
    /// What is asked.
    legend: &'static str,
    /// Whether all is chosen at first.
    #[prop(optional)]
    whole: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <fieldset class="field">
            <legend>{legend}</legend>
            <label class="choice">
                <input type="radio" name="scope" value="from_now" checked=!whole/>
                {t_string!(i18n, people.scope_from_now)}
            </label>
            <label class="choice">
                <input type="radio" name="scope" value="whole_history" checked=whole/>
                {t_string!(i18n, people.scope_whole)}
            </label>
        </fieldset>
    }
}
