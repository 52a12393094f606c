//! Internal notes (W5): for staff alone, and unmistakable.

use super::frame::{Tab, WorkspaceFrame};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::show_time,
    operation::operation,
    ui::{Banner, Dialog, Empty, Form, Outcome, PageTitle, PostForm, Submit, TextArea, Tone, page, readable},
};
use contract::{
    ApiError, NoteId, WorkspaceId,
    note::{EarlierNote, NoteView, NotesView},
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

/// Changes an internal note of one's own.
#[server(endpoint = "change_note")]
pub async fn change_note(
    id: WorkspaceId,
    note: NoteId,
    version: i32,
    body: String,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    let new = contract::note::NewNote { body };
    crate::ssr::counselor_desk()?.change_note(id, note, version, new).await.map_err(crate::ssr::failed)
}

operation!(ChangeNote: Sending);

/// Deletes an internal note of one's own.
#[server(endpoint = "delete_note")]
pub async fn delete_note(
    id: WorkspaceId,
    note: NoteId,
    version: i32,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::counselor_desk()?.delete_note(id, note, version).await.map_err(crate::ssr::failed)
}

operation!(DeleteNote: Ordinary);

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
            <Outcome of="change_note delete_note"/>
            <ol class="messages">{notes.into_iter().map(|note| view! { <Note id note/> }).collect_view()}</ol>
        </article>
    }
}

#[component]
fn Note(id: WorkspaceId, note: NoteView) -> impl IntoView {
    let i18n = use_i18n();
    let own = note.is_own.then(|| view! { <Own id note=note.clone()/> });
    let count = note.version - 1;
    let shown = i32::try_from(note.earlier.len()).unwrap_or(i32::MAX);
    let newest = (count > shown)
        .then(|| view! { <p class="quiet">{t_string!(i18n, note.earlier_newest, count = shown)}</p> });
    let line = |EarlierNote { body, written_at }| {
        view! {
            <li>
                <p class="quiet">{show_time(written_at)}</p>
                <p class="message-body" dir="auto">{readable(body)}</p>
            </li>
        }
    };
    let earlier = (count > 0).then(|| {
        view! {
            <details>
                <summary>{t_string!(i18n, note.earlier, count = count)}</summary>
                {newest}
                <ol class="messages">{note.earlier.into_iter().map(line).collect_view()}</ol>
            </details>
        }
    });
    view! {
        <li>
            <div class="message note">
                <p class="message-head">
                    <span class="flag">{t_string!(i18n, note.flag)}</span>
                    <strong>{note.author}</strong>
                    <time datetime=note.written_at.format("%Y-%m-%dT%H:%M").to_string()>{show_time(note.written_at)}</time>
                </p>
                <p class="message-body" dir="auto">{readable(note.body)}</p>
                {earlier}
                {own}
            </div>
        </li>
    }
}

/// What its author can do with a note.
#[component]
fn Own(id: WorkspaceId, note: NoteView) -> impl IntoView {
    let i18n = use_i18n();
    let (workspace, which) = (id.to_string(), note.id.to_string());
    let form = Form::one_of::<ChangeNote>(&[("note", &which)]);
    let (dialog, is_open) = (format!("delete-{which}"), form.came_back());
    let when = show_time(note.written_at);
    let (of_workspace, of_note) = (workspace.clone(), which.clone());
    view! {
        <details open=is_open>
            <summary>{t_string!(i18n, note.change)}</summary>
            <PostForm form=form.clone() says_done=false>
                <input type="hidden" name="id" value=workspace/>
                <input type="hidden" name="note" value=which/>
                <input type="hidden" name="version" value=note.version.to_string()/>
                <TextArea name="body" label=t_string!(i18n, note.text) value=note.body form/>
                <Submit label=t_string!(i18n, note.save)/>
            </PostForm>
        </details>
        <Dialog
            id=dialog
            label=t_string!(i18n, note.delete)
            explain=t_string!(i18n, note.delete_explain)
            of=when
            link=true
        >
            <PostForm form={Form::one_of::<DeleteNote>(&[("note", &of_note)])} says_done=false says_error=false>
                <input type="hidden" name="id" value=of_workspace/>
                <input type="hidden" name="note" value=of_note/>
                <input type="hidden" name="version" value=note.version.to_string()/>
                <Submit label=t_string!(i18n, note.delete) danger=true/>
            </PostForm>
        </Dialog>
    }
}
