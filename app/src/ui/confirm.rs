//! A deed that asks once more. Opens without scripts, and by keyboard.

use leptos::prelude::*;

/// A disclosure that explains a deed and holds its button.
#[component]
pub fn Confirm(
    /// What the closed disclosure says.
    label: &'static str,
    /// What will happen.
    explain: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <details class="confirm">
            <summary>{label}</summary>
            <div class="confirm-body">
                <p>{explain}</p>
                {children()}
            </div>
        </details>
    }
}
