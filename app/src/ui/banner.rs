//! Something to be known before going on.

use leptos::prelude::*;

/// How a banner looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// For your information.
    Calm,
    /// Something waits for you.
    Attention,
    /// Something did not succeed.
    Trouble,
}

/// A block above the content, with a heading where it has one.
#[component]
pub fn Banner(
    /// How it looks.
    tone: Tone,
    /// Its heading.
    #[prop(optional, into)]
    title: Option<String>,
    children: Children,
) -> impl IntoView {
    let class = match tone {
        Tone::Calm => "banner",
        Tone::Attention => "banner banner-attention",
        Tone::Trouble => "banner banner-trouble",
    };
    view! {
        <section class=class>
            {title.map(|title| view! { <h2>{title}</h2> })}
            {children()}
        </section>
    }
}
