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
    /// How many lines it shows at first.
    #[prop(default = 6)]
    rows: u8,
) -> impl IntoView {
    // The first line break of the source would not count (HTML, section 13.2.6.4.7).
    let source = format!("\n{}", html_escape::encode_text(&text));
    view! { <textarea id=id name=name rows=rows dir="auto">{source}</textarea> }
}
