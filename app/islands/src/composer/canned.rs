//! Putting a canned response into a message (W6), with the names of those concerned.

use super::{draft::Draft, fields::Fields};
use crate::ask::call;
use contract::{
    canned::{Concerned, fill},
    names::Names,
    person::Language,
};
use leptos::{prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};

/// What can be chosen, and for whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CannedChoice {
    /// The name of the list.
    pub label: String,
    /// That nothing is chosen.
    pub none: String,
    /// What the button says that puts the chosen one in.
    pub put: String,
    /// The ids of the responses and their titles, by who keeps them.
    pub groups: Vec<(String, Vec<(String, String)>)>,
    /// In which language the customer reads.
    pub reader: Language,
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
    text: Names,
}

/// A list of the canned responses, where scripts run: without them nothing could be put anywhere. A button puts the
/// chosen one behind what is typed: whoever walks through the list by its keys has chosen nothing yet.
#[component]
pub fn Canned(choice: CannedChoice, fields: Fields, draft: Draft, scripts: RwSignal<bool>) -> impl IntoView {
    let CannedChoice { label, none, put, groups, reader, customer, counselor, organisation } = choice;
    let chosen = RwSignal::new(String::new());
    let names = StoredValue::new((customer, counselor, organisation));
    let insert = move |_| {
        let chosen = chosen.get_untracked();
        spawn_local(async move {
            let Ok(all) = call::<Vec<Response>>("canned_responses", &[]).await else { return };
            let Some(response) = all.into_iter().find(|one| one.id == chosen) else { return };
            let text = names.with_value(|(customer, counselor, organisation)| {
                fill(response.text.read_in(reader), Concerned { customer, counselor, organisation })
            });
            let Some((subject, body)) = fields.typed() else { return };
            let text = if body.is_empty() { text } else { format!("\n\n{text}") };
            if !fields.insert_at_end(&text) {
                fields.put(&subject, &format!("{body}{text}"));
            }
            draft.changed();
        });
    };
    let groups = groups.into_iter().map(|(label, titles)| {
        let options = titles.into_iter().map(|(id, title)| view! { <option value=id>{title}</option> });
        view! { <optgroup label=label>{options.collect_view()}</optgroup> }
    });
    view! {
        <div class="field" hidden=move || !scripts.get()>
            <label for="canned">{label}</label>
            <div class="actions">
                <select id="canned" on:change=move |event| chosen.set(event_target_value(&event))>
                    <option value="">{none}</option>
                    {groups.collect_view()}
                </select>
                <button
                    type="button"
                    class="button button-second"
                    disabled=move || chosen.get().is_empty()
                    on:click=insert
                >
                    {put}
                </button>
            </div>
        </div>
    }
}
