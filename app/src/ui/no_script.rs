//! What is there only where scripts do not run.

use leptos::prelude::*;

/// Parts that scripts make superfluous. The framework does not escape text in them: it is ours alone, never what
/// somebody wrote.
#[component]
pub fn NoScript(children: Children) -> impl IntoView {
    view! { <noscript>{children()}</noscript> }
}
