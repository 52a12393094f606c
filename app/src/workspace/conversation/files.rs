//! The files of a message, to be looked at and downloaded.

use crate::{
    i18n::{t_string, use_i18n},
    language::language,
};
use contract::{
    file::{FileKind, FileState, FileView},
    size::size,
};
use leptos::prelude::*;

/// Up to this size a picture is shown in the conversation, in bytes.
const SHOWN: u64 = 8 << 20;

/// The files of one message.
#[component]
pub fn Files(
    /// The address of the workspace.
    place: String,
    files: Vec<FileView>,
) -> impl IntoView {
    let i18n = use_i18n();
    let one = move |file| view! { <li><File place=place.clone() file/></li> };
    view! {
        <ul class="files" aria-label=t_string!(i18n, file.list)>{files.into_iter().map(one).collect_view()}</ul>
    }
}

#[component]
fn File(place: String, file: FileView) -> impl IntoView {
    let i18n = use_i18n();
    let FileView { id, name, kind, size: bytes, state } = file;
    let how_large = size(language(), bytes);
    let address = format!("{place}/files/{id}");
    match state {
        FileState::Checking => {
            view! { <p class="file">{name} " " <span class="quiet">{t_string!(i18n, file.checking)}</span></p> }.into_any()
        }
        FileState::Harmful => {
            view! { <p class="file">{name} " " <span class="mistake">{t_string!(i18n, file.harmful)}</span></p> }.into_any()
        }
        FileState::Unchecked => {
            view! { <p class="file">{name} " " <span class="mistake">{t_string!(i18n, file.unchecked)}</span></p> }.into_any()
        }
        FileState::Ready => {
            let shown = format!("{address}?show");
            let picture = (kind.is_picture() && bytes <= SHOWN).then(|| {
                let spoken = t_string!(i18n, file.large, name = name.clone());
                view! {
                    <a class="picture" href=shown.clone() target="_blank" aria-label=spoken>
                        <img src=format!("{shown}&within") alt="" loading="lazy"/>
                    </a>
                }
            });
            let open = matches!(kind, FileKind::Pdf | FileKind::Text).then(|| {
                let spoken = format!("{}: {name}", t_string!(i18n, file.open));
                view! {
                    <a href=shown target="_blank" aria-label=spoken>{t_string!(i18n, file.open)}</a>
                }
            });
            view! {
                {picture}
                <p class="file">
                    <a href=address download>{name}</a>
                    <span class="quiet">{how_large}</span>
                    {open}
                </p>
            }
            .into_any()
        }
    }
}
