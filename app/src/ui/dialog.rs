//! A dialog: asks once more before an action. It opens by the browser itself, so it works with
//! scripts off; Escape closes it, and the focus goes in and comes back.

use crate::i18n::{t_string, use_i18n};
use leptos::prelude::*;

/// A button that opens a dialog, which explains an action and holds its form.
#[component]
pub fn Dialog(
    /// Its id on the page.
    id: &'static str,
    /// What the button says; the dialog's heading as well.
    label: &'static str,
    /// What will happen.
    #[prop(into)]
    explain: String,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let (title, text) = (format!("{id}-title"), format!("{id}-text"));
    let (labelled, described) = (title.clone(), text.clone());
    view! {
        <button type="button" class="button button-second" popovertarget=id>{label}</button>
        <div id=id class="dialog" popover="auto" role="dialog" aria-labelledby=labelled aria-describedby=described>
            <h2 id=title>{label}</h2>
            <p id=text>{explain}</p>
            <div class="actions">
                {children()}
                <button type="button" class="button button-second" popovertarget=id popovertargetaction="hide" autofocus>
                    {t_string!(i18n, cancel)}
                </button>
            </div>
        </div>
    }
}
