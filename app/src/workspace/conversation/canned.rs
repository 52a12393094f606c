//! Putting a canned response into a message (W6), with the names of those concerned.

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
    ui::readable,
};
use contract::{
    canned::{CannedResponseView, Names, fill},
    head::WorkspaceHead,
};
use leptos::{prelude::*, task::spawn_local};

/// The canned responses of the counselor's organisation; nobody else has any.
#[server(endpoint = "canned_responses")]
pub async fn canned_responses() -> Result<Vec<CannedResponseView>, AppError> {
    crate::ssr::counselor_desk()?.canned_responses().await.map_err(crate::ssr::failed)
}

operation!(CannedResponses: Ordinary);

/// A list of the canned responses. Choosing one puts it behind what is typed.
#[component]
pub fn Canned(head: WorkspaceHead, body: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    // Only where scripts run: without them nothing could be put anywhere, and the page waits for
    // nothing.
    let answers = RwSignal::new(vec![]);
    Effect::new(move || {
        spawn_local(async move {
            let kept = canned_responses().await.unwrap_or_default();
            let _ = answers.try_set(kept);
        });
    });
    let head = StoredValue::new(head);
    let put = move |event| {
        let chosen = event_target_value(&event);
        let answers: Vec<CannedResponseView> = answers.get_untracked();
        let Some(answer) = answers.iter().find(|answer| answer.id.to_string() == chosen) else { return };
        let text = head.with_value(|head| {
            let customer = head.customer.as_deref().unwrap_or_default();
            let names = Names { customer, counselor: &head.counselor, organisation: &head.organisation };
            fill(&answer.text, names)
        });
        body.update(|body| {
            if !body.is_empty() {
                body.push_str("\n\n");
            }
            body.push_str(&text);
        });
    };
    move || {
        let answers = answers.get();
        (!answers.is_empty()).then(|| {
            let options = answers.into_iter().map(|answer| {
                view! { <option value=answer.id.to_string()>{readable(answer.title)}</option> }
            });
            view! {
                <div class="field">
                    <label for="canned">{t_string!(i18n, canned.choose)}</label>
                    <select id="canned" on:change=put prop:value="">
                        <option value="">{t_string!(i18n, canned.choose_none)}</option>
                        {options.collect_view()}
                    </select>
                </div>
            }
        })
    }
}
