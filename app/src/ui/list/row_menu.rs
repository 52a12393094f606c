//! What can be done with a row of a list, in one menu instead of a row of buttons.

use crate::ui::icon::{Icon, IconView};
use leptos::prelude::*;

/// The menu: the platform's own disclosure, so that it opens without scripts. Its entries are list items.
#[component]
pub fn RowMenu(
    /// What it is called.
    label: &'static str,
    /// Of which row, spoken behind it.
    of: String,
    children: Children,
) -> impl IntoView {
    view! {
        <details class="menu row-menu">
            <summary aria-label=format!("{label}: {of}")><IconView icon=Icon::More/> {label}</summary>
            <ul>{children()}</ul>
        </details>
    }
}
