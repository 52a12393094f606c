//! Internal notes (W5): for staff alone, and unmistakable.

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    language::show_time,
    operation::operation,
    ui::{
        ActsFor, Banner, Empty, ErrorView, FormError, PageTitle, Submit, TextArea, Tone, form_error,
        old_input, read_rejected_form, readable,
    },
};
use contract::{
    ApiError, WorkspaceId,
    desk::RejectedForm,
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
    let i18n = use_i18n();
    let params = use_params_map();
    let action = ServerAction::<AddNote>::new();
    // Only what was written changes the page: a mistake must not take away what was typed.
    let written = Memo::new(move |before: Option<&usize>| {
        let count = before.copied().unwrap_or(0);
        if matches!(action.value().get(), Some(Ok(()))) { action.version().get() } else { count }
    });
    let source = move || (params.read().get("id").unwrap_or_default(), written.get());
    let data = Resource::new_blocking(source, |(id, _)| async move {
        let id = id.parse().map_err(|_| AppError(ApiError::NotFound))?;
        Ok::<_, AppError>((open_notes(id).await?, read_rejected_form().await?))
    });
    view! {
        <PageTitle text=t_string!(i18n, note.title)/>
        <Transition fallback=move || view! { <p class="loading">{t_string!(i18n, loading)}</p> }>
            {move || Suspend::new(async move {
                match data.await {
                    Ok((view, rejected)) => view! { <Notes view rejected action/> }.into_any(),
                    Err(AppError(error)) => view! { <ErrorView error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Notes(view: NotesView, rejected: Option<RejectedForm>, action: ServerAction<AddNote>) -> impl IntoView {
    let i18n = use_i18n();
    let NotesView { head, notes } = view;
    let error = form_error(action, rejected.as_ref());
    let text = RwSignal::new(old_input(rejected.as_ref(), "body"));
    let id = head.id;
    let nothing = notes.is_empty().then(|| {
        view! { <Empty title=t_string!(i18n, note.none) hint=t_string!(i18n, note.none_hint)/> }
    });
    view! {
        <article class="reading internal">
            <p><a href=format!("/workspaces/{id}")>{readable(head.title)}</a></p>
            <h1>{t_string!(i18n, note.title)}</h1>
            <Banner tone=Tone::Attention><p>{t_string!(i18n, note.explain)}</p></Banner>
            <FormError error/>
            <ActionForm action>
                <ActsFor/>
                <input type="hidden" name="id" value=id.to_string()/>
                <TextArea name="body" label=t_string!(i18n, note.new) hint=t_string!(i18n, note.hint) text error/>
                <Submit label=t_string!(i18n, note.add) pending=action.pending()/>
            </ActionForm>
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
                <p class="message-body">{readable(note.body)}</p>
            </div>
        </li>
    }
}
