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
    /// Something new to begin.
    Plus,
    /// What was written.
    Message,
    /// As it should be.
    Check,
    /// Who has looked.
    Eye,
    /// People.
    People,
    /// Looking for something.
    Search,
    /// What only staff see.
    Note,
    /// A file.
    File,
    /// Where one begins.
    Home,
    /// Somebody.
    Person,
    /// Something needs somebody.
    Attention,
    /// A choice of actions.
    More,
    /// What is new.
    Bell,
    /// Keys to work by.
    Keys,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Mark => "M17 6v15M17 8l8 11h-8M14 11l-5 8h5M7 23h20l-3 5H10z",
            Self::Bell => "M6 17V11a6 6 0 0 1 12 0v6l2 1H4zM10 21h4",
            Self::Folder => "M3 6h6l2 2h10v11H3z",
            Self::Chart => "M4 20V4M4 20h16M8 16v-4M12 16V8M16 16v-6",
            Self::Lock => "M5 11h14v9H5zM8 11V8a4 4 0 0 1 8 0v3",
            Self::Device => "M3 5h18v11H3zM8 20h8M12 16v4",
            Self::Switch => "M4 8h14l-4-4M20 16H6l4 4",
            Self::Out => "M10 4H5v16h5M9 12h11M16 8l4 4-4 4",
            Self::Shield => "M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6z",
            Self::Clock => "M12 3a9 9 0 1 0 .01 0M12 7v5l3.5 2",
            Self::Download => "M12 4v11M7 11l5 5 5-5M5 20h14",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Message => "M4 5h16v11H9l-5 4z",
            Self::Check => "M5 12.5l4.5 4.5L19 7.5",
            Self::Eye => {
                "M2 12c3-5 6.5-7 10-7s7 2 10 7c-3 5-6.5 7-10 7s-7-2-10-7zM12 9.2a2.8 2.8 0 1 0 .01 0"
            }
            Self::People => {
                "M9 4.5a3.5 3.5 0 1 0 .01 0M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M16 4.8a3.5 3.5 0 0 1 0 6.400\
                 M18.5 14.5c1.800.9 2.800 2.700 3 5.5"
            }
            Self::Search => "M11 4.5a6.5 6.5 0 1 0 .01 0M16 16l4.5 4.5",
            Self::Note => "M4 4h16v12l-4 4H4zM8 9h8M8 13h5",
            Self::File => "M6 3h8l4 4v14H6zM14 3v4h4",
            Self::Person => "M12 4a4 4 0 1 0 .01 0M4 21c1-5 4-7 8-7s7 2 8 7",
            Self::Home => "M3 11l9-7 9 7M6 9v11h12V9",
            Self::Attention => "M12 4L2.5 20h19zM12 10v5M12 17.5v.5",
            Self::Keys => "M3 7h18v10H3zM7 10.5h.01M12 10.5h.01M17 10.5h.01M8 14h8",
            Self::More => "M5 12h.01M12 12h.01M19 12h.01",
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
            <svg class="mark" viewBox="0 0 34 34" width="34" height="34" aria-hidden="true">
                <rect width="34" height="34" rx="7"></rect>
                <path d=icon.path()></path>
            </svg>
        }
        .into_any();
    }
    view! { <svg class="i" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path d=icon.path()></path></svg> }
        .into_any()
}
