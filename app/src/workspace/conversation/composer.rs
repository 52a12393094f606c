//! The form in which a message is written: plain, and taken over by its island where scripts run.

use super::canned::CannedField;
use crate::{
    error::texts_of_errors,
    i18n::{t_string, use_i18n},
    language::language,
    ui::{ActsFor, Done, Form, LanguageButtons, NoScript, Rejected, Submit, TextBox, TextField},
};
use contract::{
    ApiError, ConversationId,
    canned::CannedTitle,
    draft::Unsent,
    file::{FILES_OF_A_MESSAGE, FileKind},
    head::WorkspaceHead,
};
use islands::{
    composer::{Attached, Composer, ComposerTexts, Place},
    errors::NUMBER,
};
use leptos::prelude::*;

/// What is written, and where.
#[derive(Clone, Debug)]
pub struct Writing {
    /// The workspace.
    pub head: WorkspaceHead,
    /// The conversation; none for one that has not begun.
    pub conversation: Option<ConversationId>,
    /// What was begun.
    pub unsent: Unsent,
    /// What can be put in.
    pub canned: Vec<CannedTitle>,
}

impl Writing {
    /// Whether something can be sent, or what was sent came back.
    fn is_open(&self, form: &Form) -> bool {
        self.head.may.write || self.head.may.reactivate || form.came_back()
    }

    /// Whether sending has to reactivate: because the page knows, or because sending was told so.
    fn must_reactivate(&self, form: &Form) -> bool {
        !self.head.may.write || form.error() == Some(&ApiError::Inactive)
    }
}

/// The form; where nothing can be sent, what had been begun to be written.
#[component]
pub fn MessageForm(
    writing: Writing,
    /// The function that takes it.
    form: Form,
    /// The functions whose success is said above it.
    done: &'static str,
    /// What is above the text.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let state = if writing.is_open(&form) { "open" } else { "closed" };
    let inner = if state == "open" {
        view! { <OpenForm writing form done above=children.map(|children| children())/> }.into_any()
    } else {
        view! { <Closed writing/> }.into_any()
    };
    view! { <div id="composer" data-live="switch" data-state=state>{inner}</div> }
}

#[component]
fn OpenForm(writing: Writing, form: Form, done: &'static str, above: Option<AnyView>) -> impl IntoView {
    let i18n = use_i18n();
    let draft = writing.unsent.draft.clone();
    let seen = draft.as_ref().map(|draft| draft.id.to_string());
    let (subject, body) = draft.map(|draft| (draft.subject, draft.body)).unwrap_or_default();
    let place = Place {
        workspace: writing.head.id.to_string(),
        conversation: writing.conversation.map(|id| id.to_string()),
        language: language(),
        seen,
        is_kept: !form.came_back(),
        largest: writing.unsent.largest_file,
    };
    let reactivate = writing.must_reactivate(&form);
    let label = if reactivate {
        t_string!(i18n, conversation.reactivate_send)
    } else {
        t_string!(i18n, conversation.send)
    };
    let subject = writing.conversation.is_none().then(|| {
        view! { <TextField name="subject" label=t_string!(i18n, conversation.subject) value=subject form=form.clone()/> }
    });
    let text = view! { <TextPart form=form.clone() body/> };
    let file = view! { <FilePart form=form.clone() largest=place.largest/> };
    let files: Vec<Attached> =
        writing.unsent.files.iter().cloned().map(|file| Attached::of(file, place.language)).collect();
    let (action, function) = (form.action(), form.function());
    let manages_canned = writing.head.customers_language.map(|_| {
        view! { <p class="hint"><a href="/workspaces/saved-replies" target="_blank">{t_string!(i18n, canned.manage)}</a></p> }
    });
    let reader = writing.head.customers_language.unwrap_or_default();
    let canned = view! { <CannedField responses=writing.canned.clone() reader/> };
    view! {
        <form
            id="compose"
            method="post"
            action=action
            enctype="multipart/form-data"
            class="compose"
            data-composer=""
        >
            <div id="compose-outcome" data-live="answer" aria-live="polite">
                <Rejected form/>
                <Done of=done/>
            </div>
            <ActsFor/>
            <input type="hidden" name="workspace" value=place.workspace.clone()/>
            <div id="compose-about" data-live="part">
                <input type="hidden" name="reactivate" value=reactivate.to_string()/>
                {above}
            </div>
            {subject}
            {text}
            <Composer place files errors=texts_of_errors() texts=texts()/>
            <div class="saved-replies">{canned} {manages_canned}</div>
            <div class="compose-row">
                {file}
                <p id="compose-send" data-live="part"><Submit label/></p>
            </div>
            <NoScript><LanguageChoice function/></NoScript>
        </form>
    }
}

/// Another language without losing what is typed: where scripts run, the choice of every page does that.
#[component]
fn LanguageChoice(function: &'static str) -> impl IntoView {
    view! {
        <div class="languages-within">
            <p class="hint">{t_string!(use_i18n(), conversation.language_hint)}</p>
            <p class="languages"><LanguageButtons within=function.to_owned()/></p>
        </div>
    }
}

/// The text, and what is wrong with it.
#[component]
fn TextPart(form: Form, body: String) -> impl IntoView {
    let i18n = use_i18n();
    let id = form.has_field("body", t_string!(i18n, conversation.message));
    let mistake = form.mistake("body");
    let wrong = mistake.is_some().then_some("true");
    let described = if mistake.is_some() { "body-hint body-error" } else { "body-hint" };
    view! {
        <div class="field">
            <label for=id.clone()>{t_string!(i18n, conversation.message)}</label>
            <p class="hint" id="body-hint">{t_string!(i18n, conversation.message_hint)}</p>
            <TextBox
                id=id
                name="body"
                text=form.value("body", body)
                rows=4
                attr:aria-required="true"
                attr:aria-invalid=wrong
                attr:aria-describedby=described
                attr:data-field=""
            />
            <div id="body-mistake" data-live="answer">
                {mistake.map(|text| view! { <p class="mistake" id="body-error">{text}</p> })}
            </div>
        </div>
    }
}

/// Choosing files, and what is wrong with them.
#[component]
fn FilePart(form: Form, largest: u64) -> impl IntoView {
    let i18n = use_i18n();
    let id = form.has_field("file", t_string!(i18n, file.attach));
    let hint = t_string!(i18n, file.hint, size = format!("{} MB", largest >> 20), most = FILES_OF_A_MESSAGE);
    let endings = FileKind::ALL.iter().flat_map(|kind| kind.extensions());
    let accept = endings.map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(",");
    let mistake = form.mistake("file");
    let wrong = mistake.is_some().then_some("true");
    let described = if mistake.is_some() { "file-hint file-error" } else { "file-hint" };
    view! {
        <div class="field">
            <label for=id.clone()>{t_string!(i18n, file.attach)}</label>
            <p class="hint" id="file-hint">{hint}</p>
            <input
                id=id
                type="file"
                name="file"
                multiple
                accept=accept
                aria-invalid=wrong
                aria-describedby=described
                data-field=""
            />
            <div id="file-mistake" data-live="answer">
                {mistake.map(|text| view! { <p class="mistake" id="file-error">{text}</p> })}
            </div>
        </div>
    }
}

/// What had been begun to be written stays readable where nothing is accepted any more (W1).
#[component]
fn Closed(writing: Writing) -> impl IntoView {
    let i18n = use_i18n();
    let (subject, text) = writing.unsent.draft.map(|draft| (draft.subject, draft.body)).unwrap_or_default();
    let is_empty = text.is_empty() && subject.is_empty();
    let subject = (!subject.is_empty()).then(|| view! { <p dir="auto"><strong>{subject}</strong></p> });
    view! {
        <p class="quiet">{t_string!(i18n, conversation.closed)}</p>
        <section class="card unfinished" aria-labelledby="draft-title" hidden=is_empty>
            <h2 id="draft-title">{t_string!(i18n, draft.title)}</h2>
            {subject}
            <p class="message-body" dir="auto">{text}</p>
            <p class="hint">{t_string!(i18n, draft.closed)}</p>
        </section>
    }
}

/// What the island says.
fn texts() -> ComposerTexts {
    let i18n = use_i18n();
    ComposerTexts {
        kept: t_string!(i18n, draft.kept).to_owned(),
        not_kept: t_string!(i18n, draft.not_kept).to_owned(),
        conflict_title: t_string!(i18n, draft.conflict_title).to_owned(),
        conflict: t_string!(i18n, draft.conflict).to_owned(),
        take_theirs: t_string!(i18n, draft.take_theirs).to_owned(),
        keep_mine: t_string!(i18n, draft.keep_mine).to_owned(),
        files: t_string!(i18n, file.list).to_owned(),
        files_there: t_string!(i18n, file.there, count = NUMBER),
        cancel: t_string!(i18n, cancel).to_owned(),
        again: t_string!(i18n, file.again).to_owned(),
        remove: t_string!(i18n, file.remove).to_owned(),
        remove_first: t_string!(i18n, file.remove_first).to_owned(),
        signed_out: t_string!(i18n, error.sign_in_needed).to_owned(),
    }
}
