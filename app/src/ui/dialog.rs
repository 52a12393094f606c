//! A dialog: asks once more before an action. It opens by the browser itself, so it works with
//! scripts off; nothing behind it can be reached, Escape closes it, and the focus goes in and comes back.

use crate::i18n::{t_string, use_i18n};
use leptos::prelude::*;

/// A button that opens a dialog, which explains an action and holds its form.
#[component]
pub fn Dialog(
    /// Its id on the page.
    #[prop(into)]
    id: String,
    /// What the button says; the dialog's heading as well, where it has none of its own.
    label: &'static str,
    /// The dialog's heading.
    #[prop(optional)]
    title: Option<&'static str>,
    /// What will happen.
    #[prop(into)]
    explain: String,
    /// To whom or what, where several buttons of a page are called alike: it is spoken, not shown.
    #[prop(optional, into)]
    of: Option<String>,
    /// Whether the button looks like a link: an entry of a menu.
    #[prop(optional)]
    link: bool,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let heading = title.unwrap_or(label);
    let (title, text) = (format!("{id}-title"), format!("{id}-text"));
    let (labelled, described) = (title.clone(), text.clone());
    let (opens, closes) = (id.clone(), id.clone());
    let class = if link { "link" } else { "button button-second" };
    let spoken = of.map(|of| format!("{label}: {of}"));
    view! {
        <button type="button" class=class command="show-modal" commandfor=opens aria-label=spoken>{label}</button>
        <dialog id=id class="dialog" closedby="any" aria-labelledby=labelled aria-describedby=described>
            <h2 id=title>{heading}</h2>
            <p id=text>{explain}</p>
            <div class="actions">
                {children()}
                <button type="button" class="button button-second" command="close" commandfor=closes autofocus>
                    {t_string!(i18n, cancel)}
                </button>
            </div>
        </dialog>
    }
}
