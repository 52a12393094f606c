//! Putting a canned response into a message (W6). The server fills in the names of those concerned.

use super::{draft::Draft, fields::Fields};
use crate::ask::call;
use leptos::{prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};

/// What can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CannedChoice {
    /// The name of the list.
    pub label: String,
    /// That nothing is chosen.
    pub none: String,
    /// What the button says that puts the chosen one in.
    pub put: String,
    /// That it could not be put in.
    pub failed: String,
    /// The ids of the responses and their titles, by who keeps them.
    pub groups: Vec<(String, Vec<(String, String)>)>,
}

/// A list of the canned responses, where scripts run: without them nothing could be put anywhere. A button puts the
/// chosen one behind what is typed: whoever walks through the list by its keys has chosen nothing yet.
#[component]
pub fn Canned(
    workspace: String,
    choice: CannedChoice,
    fields: Fields,
    draft: Draft,
    scripts: RwSignal<bool>,
) -> impl IntoView {
    let CannedChoice { label, none, put, failed, groups } = choice;
    let chosen = RwSignal::new(String::new());
    let has_failed = RwSignal::new(false);
    let workspace = StoredValue::new(workspace);
    let insert = move |_| {
        has_failed.set(false);
        let (chosen, workspace) = (chosen.get_untracked(), workspace.get_value());
        spawn_local(async move {
            let text =
                call::<String>("read_canned_text", &[("workspace", &workspace), ("id", &chosen)]).await;
            let (Ok(text), Some((subject, body))) = (text, fields.typed()) else {
                return has_failed.set(true);
            };
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
            <p class="mistake" role="alert">{move || has_failed.get().then(|| failed.clone())}</p>
        </div>
    }
}
