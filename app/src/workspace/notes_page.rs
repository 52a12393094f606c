//! Internal notes (W5): for staff alone, and unmistakable.

use super::frame::{Tab, WorkspaceFrame};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::show_time,
    operation::operation,
    ui::{Banner, Empty, Form, PageTitle, PostForm, Submit, TextArea, Tone, page, readable},
};
use contract::{
    ApiError, WorkspaceId,
    note::{NoteView, NotesView},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The internal notes of a workspace.
#[server(endpoint = "open_notes")]
pub async fn open_notes(id: WorkspaceId) -> Result<NotesView, AppError> {
    crate::ssr::counselor_desk()?.notes(id).await.map_err(crate::ssr::failed)
}

operation!(OpenNotes: Ordinary);

/// Adds an internal note.
#[server(endpoint = "add_note")]
pub async fn add_note(
    id: WorkspaceId,
    body: String,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::counselor_desk()?
        .add_note(id, contract::note::NewNote { body })
        .await
        .map_err(crate::ssr::failed)
}

operation!(AddNote: Sending);

/// The page.
#[component]
pub fn NotesPage() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id").unwrap_or_default();
    page(async move {
        let view = open_notes(id.parse().map_err(|_| ApiError::NotFound)?).await?;
        Ok(view! { <Notes view/> })
    })
}

#[component]
fn Notes(view: NotesView) -> impl IntoView {
    let i18n = use_i18n();
    let NotesView { head, notes } = view;
    let (id, form) = (head.id, Form::of::<AddNote>());
    let nothing = notes.is_empty().then(|| {
        view! { <Empty title=t_string!(i18n, note.none) hint=t_string!(i18n, note.none_hint)/> }
    });
    view! {
        <PageTitle text=t_string!(i18n, note.title) of=readable(head.title.clone())/>
        <WorkspaceFrame head here=Tab::Notes/>
        <article class="narrow internal">
            <h2>{t_string!(i18n, note.title)}</h2>
            <Banner tone=Tone::Attention><p>{t_string!(i18n, note.explain)}</p></Banner>
            <PostForm form=form.clone()>
                <input type="hidden" name="id" value=id.to_string()/>
                <TextArea name="body" label=t_string!(i18n, note.new) hint=t_string!(i18n, note.hint) form/>
                <Submit label=t_string!(i18n, note.add)/>
            </PostForm>
            {nothing}
            <ol class="messages">{notes.into_iter().map(|note| view! { <Note note/> }).collect_view()}</ol>
        </article>
    }
}

#[component]
fn Note(note: NoteView) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <li>
            <div class="message note">
                <p class="message-head">
                    <span class="flag">{t_string!(i18n, note.flag)}</span>
                    <strong>{note.author}</strong>
                    <time datetime=note.written_at.format("%Y-%m-%dT%H:%M").to_string()>{show_time(note.written_at)}</time>
                </p>
                <p class="message-body" dir="auto">{readable(note.body)}</p>
            </div>
        </li>
    }
}
