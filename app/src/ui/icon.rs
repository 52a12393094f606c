//! Icons: one outline set, drawn with the text's colour. Words stand beside them; an icon says nothing alone.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A boat: the service.
    Mark,
    /// Workspaces.
    Folder,
    /// An organisation's figures.
    Chart,
    /// Something that is only for who has a key.
    Lock,
    /// Where one is signed in.
    Device,
    /// Another organisation.
    Switch,
    /// The way out.
    Out,
    /// Protection.
    Shield,
    /// Time.
    Clock,
    /// Something to take home.
    Download,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Mark => "M17 6v15M17 8l8 11h-8M14 11l-5 8h5M7 23h20l-3 5H10z",
            Self::Folder => "M3 6h6l2 2h10v11H3z",
            Self::Chart => "M4 20V4M4 20h16M8 16v-4M12 16V8M16 16v-6",
            Self::Lock => "M5 11h14v9H5zM8 11V8a4 4 0 0 1 8 0v3",
            Self::Device => "M3 5h18v11H3zM8 20h8M12 16v4",
            Self::Switch => "M4 8h14l-4-4M20 16H6l4 4",
            Self::Out => "M10 4H5v16h5M9 12h11M16 8l4 4-4 4",
            Self::Shield => "M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6z",
            Self::Clock => "M12 3a9 9 0 1 0 .01 0M12 7v5l3.5 2",
            Self::Download => "M12 4v11M7 11l5 5 5-5M5 20h14",
        }
    }
}

/// An icon, for eyes only.
#[component]
pub fn IconView(
    /// Which.
    icon: Icon,
) -> impl IntoView {
    if icon == Icon::Mark {
        return view! {
            <svg class="mark" viewBox="0 0 34 34" aria-hidden="true">
                <rect width="34" height="34" rx="7"></rect>
                <path d=icon.path()></path>
            </svg>
        }
        .into_any();
    }
    view! { <svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d=icon.path()></path></svg> }
        .into_any()
}
