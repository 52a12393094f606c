//! What every form that writes a message has: the text, which is kept while it is typed, the files,
//! and the button.

use super::{
    attachments::Attachments,
    draft_autosave::{DraftAutosave, SaveState},
    file_box::FileBox,
};
use crate::{
    i18n::{t_string, use_i18n},
    ui::{Submit, TextArea},
};
use contract::{ApiError, head::May};
use leptos::prelude::*;
use web_sys::{ClipboardEvent, DragEvent};

/// Whether sending has to reactivate: because the page knows, or because sending was told so.
pub fn must_reactivate(may: Signal<May>, error: Signal<Option<ApiError>>) -> Signal<bool> {
    Signal::derive(move || !may.get().write || error.get() == Some(ApiError::Inactive))
}

/// The text, the files, and the button.
#[component]
pub fn MessageParts(
    draft_autosave: DraftAutosave,
    files: FileBox,
    error: Signal<Option<ApiError>>,
    reactivate: Signal<bool>,
    /// Whether the form is on its way.
    pending: Memo<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let hint = t_string!(i18n, conversation.message_hint);
    view! {
        <TextArea name="body" label=t_string!(i18n, conversation.message) hint text=draft_autosave.body error/>
        <SaveState draft_autosave/>
        <Attachments files error/>
        <SendButton reactivate pending=Signal::derive(move || pending.get() || files.busy())/>
    }
}

/// "Send", or "Reactivate and send".
#[component]
fn SendButton(reactivate: Signal<bool>, pending: Signal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let label = if reactivate.get() {
            t_string!(i18n, conversation.reactivate_send)
        } else {
            t_string!(i18n, conversation.send)
        };
        view! { <Submit label pending/> }
    }
}

/// Takes the files of what is pasted; text is pasted as ever.
pub fn pasted(files: FileBox, event: &ClipboardEvent) {
    if event.clipboard_data().is_some_and(|data| files.take(data.files())) {
        event.prevent_default();
    }
}

/// Takes the files that are dropped.
pub fn dropped(files: FileBox, event: &DragEvent) {
    event.prevent_default();
    if let Some(data) = event.data_transfer() {
        files.take(data.files());
    }
}

/// What had been begun to be written stays readable where nothing is accepted any more (W1).
#[component]
pub fn Closed(draft_autosave: DraftAutosave) -> impl IntoView {
    let i18n = use_i18n();
    let text = draft_autosave.body.get_untracked();
    let draft = (!text.is_empty()).then(|| {
        view! {
            <section class="card" aria-labelledby="draft-title">
                <h2 id="draft-title">{t_string!(i18n, draft.title)}</h2>
                <p class="message-body">{text}</p>
                <p class="hint">{t_string!(i18n, draft.closed)}</p>
            </section>
        }
    });
    view! {
        <p class="quiet">{t_string!(i18n, conversation.closed)}</p>
        {draft}
    }
}
