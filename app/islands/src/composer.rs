//! Writing a message: what is typed is kept while it is typed, files go up with their progress, and the
//! form is sent without leaving the page. The form itself is the page's, and works without all this.

#![expect(missing_docs, reason = "the macro of islands writes a struct of its properties without any")]

mod attachments;
pub mod canned;
mod draft;
mod fields;
mod file_box;
mod save_state;
mod send;
mod upload;

pub use file_box::Attached;

use self::{
    attachments::Attachments,
    draft::Draft,
    fields::Fields,
    file_box::FileBox,
    save_state::SaveState,
    send::{Sending, Trouble},
};
use crate::{dom::listen, errors::ErrorTexts, texts::texts};
use contract::person::Language;
use leptos::{html::Div, prelude::*};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DragEvent, Event, HtmlFormElement, HtmlInputElement};

/// Where a message is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The workspace.
    pub workspace: String,
    /// The conversation; none for one that has not begun.
    pub conversation: Option<String>,
    /// The reader's language.
    pub language: Language,
    /// Which draft the page shows; none where there is none.
    pub seen: Option<String>,
    /// Whether the text in the page is that of the draft; else it came back with a form, and is newer.
    pub is_kept: bool,
    /// The largest file that is taken, in bytes.
    pub largest: u64,
}

texts! {
    /// What is said about a message while it is written.
    pub struct ComposerTexts {
        /// That what is typed is kept.
        pub kept,
        /// That it is not; why follows.
        pub not_kept,
        /// The heading where it was continued elsewhere.
        pub conflict_title,
        /// What that means.
        pub conflict,
        /// Goes on with the other version.
        pub take_theirs,
        /// Keeps this one.
        pub keep_mine,
        /// The name of the list of files.
        pub files,
        /// How many files are there, for `{n}`.
        pub files_there,
        /// Breaks an upload off.
        pub cancel,
        /// Tries an upload again.
        pub again,
        /// Leaves a file out.
        pub remove,
        /// That some files cannot go, and the message waits for that.
        pub remove_first,
        /// That nobody is signed in any more, and what became of the text.
        pub signed_out,
    }
}

/// Takes a form over: the one that it stands in.
#[island]
pub fn Composer(
    /// Where.
    place: Place,
    /// What was brought before.
    files: Vec<Attached>,
    /// What errors say.
    errors: ErrorTexts,
    /// What else is said.
    texts: ComposerTexts,
) -> impl IntoView {
    let root = NodeRef::<Div>::new();
    let scripts = RwSignal::new(false);
    let fields = Fields::new();
    let (texts, errors) = (StoredValue::new(texts), StoredValue::new(errors));
    let file_box = FileBox::new(&place, fields, &files);
    let draft = Draft::new(&place, fields);
    let sending = Sending::new(fields, draft, file_box);
    Effect::new(move || {
        let form = root.get().and_then(|root| root.closest("form").ok().flatten());
        if let Some(form) = form.and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) {
            fields.found(&form);
            // In turns of their own, like each island: a slow phone answers a key between them.
            set_timeout(move || draft.watch(), Duration::ZERO);
            let begin = move || {
                sending.watch(&form);
                take_files(&form, file_box);
                canned::watch(&form, fields, draft);
                scripts.set(true);
            };
            set_timeout(begin, Duration::ZERO);
        }
    });
    view! {
        <div node_ref=root class="composer-state">
            <SaveState draft texts errors/>
            <Trouble stop=sending.stop texts errors/>
            <Attachments files=file_box texts errors scripts/>
        </div>
    }
}

/// Files that are chosen, dropped or pasted go up at once. Those that were chosen before this was here too.
fn take_files(form: &HtmlFormElement, files: FileBox) {
    if let Some(input) = crate::dom::first::<HtmlInputElement>(form, "input[type=file]") {
        // With the form go the files that are there by then, and not those of this field.
        input.set_name("");
        files.take(input.files());
        input.set_value("");
        let chosen = input.clone();
        listen(&input, "change", move |_: Event| {
            files.take(chosen.files());
            chosen.set_value("");
        });
    }
    listen(form, "paste", move |event: ClipboardEvent| {
        // Text is pasted as ever.
        if event.clipboard_data().is_some_and(|data| files.take(data.files())) {
            event.prevent_default();
        }
    });
    listen(form, "dragover", |event: DragEvent| event.prevent_default());
    listen(form, "drop", move |event: DragEvent| {
        event.prevent_default();
        if let Some(data) = event.data_transfer() {
            files.take(data.files());
        }
    });
}
