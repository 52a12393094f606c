//! The state of a workspace in a word.

use crate::{
    i18n::{t_string, use_i18n},
    ui::{Icon, IconView},
};
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

/// A state as a small label with an icon. Its word tells it; icon and colour only help.
#[component]
pub fn StateBadge(state: State) -> impl IntoView {
    let (class, icon) = match state {
        State::Active => ("badge badge-active", Icon::Check),
        State::Inactive => ("badge badge-inactive", Icon::Clock),
        State::Archived => ("badge badge-archived", Icon::Lock),
    };
    view! { <span class=class><IconView icon/> {state_name(state)}</span> }
}
