//! Putting a canned response into a message (W6), with the names of those concerned.

use super::{draft::Draft, fields::Fields};
use crate::ask::call;
use contract::canned::{Names, fill};
use leptos::{prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};

/// What can be chosen, and for whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CannedChoice {
    /// The name of the list.
    pub label: String,
    /// That nothing is chosen.
    pub none: String,
    /// The ids of the responses and their titles.
    pub titles: Vec<(String, String)>,
    /// The customer.
    pub customer: String,
    /// The counselor.
    pub counselor: String,
    /// The organisation.
    pub organisation: String,
}

/// What an island needs of a canned response.
#[derive(Deserialize)]
struct Response {
    id: String,
    text: String,
}

/// A list of the canned responses, where scripts run: without them nothing could be put anywhere. Choosing
/// one puts it behind what is typed.
#[component]
pub fn Canned(choice: CannedChoice, fields: Fields, draft: Draft, scripts: RwSignal<bool>) -> impl IntoView {
    let CannedChoice { label, none, titles, customer, counselor, organisation } = choice;
    let names = StoredValue::new((customer, counselor, organisation));
    let put = move |event| {
        let chosen = event_target_value(&event);
        spawn_local(async move {
            let Ok(all) = call::<Vec<Response>>("canned_responses", &[]).await else { return };
            let Some(response) = all.into_iter().find(|one| one.id == chosen) else { return };
            let text = names.with_value(|(customer, counselor, organisation)| {
                fill(&response.text, Names { customer, counselor, organisation })
            });
            let Some((subject, body)) = fields.typed() else { return };
            let body = if body.is_empty() { text } else { format!("{body}\n\n{text}") };
            fields.put(&subject, &body);
            draft.changed();
        });
    };
    let options = titles.into_iter().map(|(id, title)| view! { <option value=id>{title}</option> });
    view! {
        <div class="field" hidden=move || !scripts.get()>
            <label for="canned">{label}</label>
            <select id="canned" on:change=put prop:value="">
                <option value="">{none}</option>
                {options.collect_view()}
            </select>
        </div>
    }
}
