//! The element for text of many lines, and the only place that uses it: tachys (0.2.19) writes its
//! text into the document as it is.

use leptos::prelude::*;

/// A bare `<textarea>`. What else it needs is given as attributes where it is used.
#[component]
pub fn TextBox(
    /// Its id in the page.
    #[prop(into)]
    id: String,
    /// Its name in the form.
    name: &'static str,
    /// What stands in it at first.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <textarea id=id name=name rows="6">{in_document(&text)}</textarea> }
}

/// On the server it goes into the document as source; its first line break would not count there
/// (HTML, section 13.2.6.4.7).
#[cfg(feature = "ssr")]
fn in_document(text: &str) -> String {
    format!("\n{}", html_escape::encode_text(text))
}

/// In the browser it is given to the document as text.
#[cfg(not(feature = "ssr"))]
fn in_document(text: &str) -> String {
    text.to_owned()
}
