//! The state of a workspace in a word.

use crate::i18n::{t_string, use_i18n};
use contract::life::State;
use leptos::prelude::*;

/// The name of a state.
pub fn state_name(state: State) -> &'static str {
    let i18n = use_i18n();
    match state {
        State::Active => t_string!(i18n, state.active),
        State::Inactive => t_string!(i18n, state.inactive),
        State::Archived => t_string!(i18n, state.archived),
    }
}

/// A state as a small label. Its word tells it; colour only helps.
#[component]
pub fn StateBadge(state: State) -> impl IntoView {
    let class = match state {
        State::Active => "badge badge-active",
        State::Inactive => "badge badge-inactive",
        State::Archived => "badge badge-archived",
    };
    view! { <span class=class>{state_name(state)}</span> }
}
