//! Keeping what is typed, while it is typed (W1).

use crate::{
    error::{AppError, error_text, field_text},
    i18n::{t_string, use_i18n},
    operation::operation,
    ui::{Banner, MadeFor, Tone},
};
use contract::{
    ApiError, ConversationId, WorkspaceId,
    draft::{NewDraft, Unsent},
};
use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use std::time::Duration;
use web_sys::UrlSearchParams;

/// How long nothing is typed before it is kept.
const PAUSE: Duration = Duration::from_millis(800);

/// Keeps a draft.
#[server(endpoint = "save_draft")]
pub async fn save_draft(
    workspace: WorkspaceId,
    draft: NewDraft,
    #[server(default)] acting: String,
) -> Result<i32, AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::workspace_desk()?.save_draft(workspace, draft).await.map_err(crate::ssr::failed)
}

operation!(SaveDraft: Ordinary);

/// What somebody has begun to write, here or elsewhere.
#[server(endpoint = "open_unsent")]
pub async fn open_unsent(
    workspace: WorkspaceId,
    conversation: Option<ConversationId>,
) -> Result<Unsent, AppError> {
    crate::ssr::workspace_desk()?.unsent(workspace, conversation).await.map_err(crate::ssr::failed)
}

operation!(OpenUnsent: Ordinary);

/// Where the last keeping ended.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Kept {
    /// Nothing was kept in this page yet.
    Nothing,
    /// All of it.
    All,
    /// Not: it was continued elsewhere, or this.
    Not(ApiError),
}

/// Keeps the text of one form.
#[derive(Clone, Copy)]
pub struct DraftAutosave {
    made_for: MadeFor,
    workspace: WorkspaceId,
    conversation: Option<ConversationId>,
    /// The subject as typed.
    pub subject: RwSignal<String>,
    /// The text as typed.
    pub body: RwSignal<String>,
    version: StoredValue<i32>,
    kept: RwSignal<Kept>,
    /// What is kept, as far as is known here.
    known: StoredValue<(String, String)>,
    busy: StoredValue<bool>,
    /// What was sent last: whatever is typed while it is on its way is not in it.
    on_its_way: StoredValue<(String, String)>,
    /// Whether it is being sent, or was: then there is nothing to keep.
    sending: Signal<bool>,
}

impl DraftAutosave {
    /// Goes on from a draft; `typed` is what came back in a form, which is newer. While `sending`,
    /// nothing is kept: a draft would outlive its message.
    pub fn new(
        workspace: WorkspaceId,
        conversation: Option<ConversationId>,
        unsent: &Unsent,
        typed: Option<(String, String)>,
        sending: Signal<bool>,
    ) -> Self {
        let draft = unsent.draft.clone();
        let version = draft.as_ref().map_or(0, |draft| draft.version);
        let known = draft.map(|draft| (draft.subject, draft.body)).unwrap_or_default();
        let (subject, body) = typed.unwrap_or_else(|| known.clone());
        Self {
            made_for: MadeFor::this_page(),
            workspace,
            conversation,
            subject: RwSignal::new(subject),
            body: RwSignal::new(body),
            version: StoredValue::new(version),
            kept: RwSignal::new(Kept::Nothing),
            known: StoredValue::new(known),
            busy: StoredValue::new(false),
            on_its_way: StoredValue::default(),
            sending,
        }
    }

    /// Begins to keep: after a pause in typing, and when the page is left.
    pub fn watch(self) {
        let waiting: StoredValue<Option<TimeoutHandle>> = StoredValue::new(None);
        Effect::new(move || {
            self.subject.track();
            self.body.track();
            if let Some(before) = waiting.try_update_value(Option::take).flatten() {
                before.clear();
            }
            waiting.set_value(set_timeout_with_handle(move || self.keep(), PAUSE).ok());
        });
        Effect::new(move || {
            if self.sending.get() {
                self.on_its_way.set_value((self.subject.get_untracked(), self.body.get_untracked()));
            }
        });
        // An effect runs in the browser only: on the server, leaving a page must keep nothing.
        Effect::new(move || {
            let leaving = window_event_listener(ev::visibilitychange, move |_| {
                if document().hidden() {
                    self.flush();
                }
            });
            on_cleanup(move || {
                leaving.remove();
                self.keep();
            });
        });
    }

    /// Forgets it: it was sent. What was typed meanwhile stays.
    pub fn sent(self) {
        self.version.set_value(0);
        self.known.set_value((String::new(), String::new()));
        self.kept.set(Kept::Nothing);
        let (subject, body) = self.on_its_way.get_value();
        for (field, sent) in [(self.subject, subject), (self.body, body)] {
            let typed = field.get_untracked();
            field.set(
                typed.strip_prefix(&sent).map_or_else(|| typed.clone(), |rest| rest.trim_start().to_owned()),
            );
        }
    }

    /// What differs from what is known to be kept.
    fn news(self) -> Option<(String, String)> {
        let typed = (self.subject.try_get_untracked()?, self.body.try_get_untracked()?);
        let conflict = matches!(self.kept.try_get_untracked()?, Kept::Not(ApiError::Conflict));
        let halted = conflict || self.sending.try_get_untracked()?;
        (!halted && typed != self.known.try_get_value()?).then_some(typed)
    }

    fn draft(self, typed: &(String, String), version: i32) -> NewDraft {
        let (subject, body) = typed.clone();
        NewDraft { conversation: self.conversation, subject, body, version }
    }

    /// Keeps what is new while the page goes away: by a beacon, which the browser sends all the
    /// same. It has no answer; if it was refused, the next keeping says so.
    fn flush(self) {
        let Some(typed) = self.news() else { return };
        // What is on its way will have been the version before.
        let version = self.version.get_value() + i32::from(self.busy.get_value());
        let draft = self.draft(&typed, version);
        let Ok(form) = UrlSearchParams::new() else { return };
        form.append("acting", &self.made_for.acting());
        form.append("workspace", &self.workspace.to_string());
        if let Some(conversation) = draft.conversation {
            form.append("draft[conversation]", &conversation.to_string());
        }
        form.append("draft[subject]", &draft.subject);
        form.append("draft[body]", &draft.body);
        form.append("draft[version]", &version.to_string());
        let sent =
            window().navigator().send_beacon_with_opt_url_search_params("/api/save_draft", Some(&form));
        if sent == Ok(true) {
            self.version.set_value(if draft.is_empty() { 0 } else { version + 1 });
            self.known.set_value(typed);
        } else {
            self.keep();
        }
    }

    /// Keeps what is new.
    fn keep(self) {
        let Some(typed) = self.news().filter(|_| !self.busy.get_value()) else { return };
        self.busy.set_value(true);
        let draft = self.draft(&typed, self.version.get_value());
        let acting = self.made_for.acting();
        spawn_local(async move {
            let answer = save_draft(self.workspace, draft, acting).await;
            // The page may be gone by now.
            if self.busy.try_set_value(false).is_some() {
                return;
            }
            match answer {
                Ok(version) => {
                    self.version.set_value(version);
                    self.known.set_value(typed);
                    self.kept.set(Kept::All);
                    self.keep();
                }
                Err(AppError(error)) => self.kept.set(Kept::Not(error)),
            }
        });
    }

    /// Looks at what was written elsewhere: to go on with it, or to write over it.
    fn resolve(self, take_theirs: bool) {
        spawn_local(async move {
            let Ok(Unsent { draft, .. }) = open_unsent(self.workspace, self.conversation).await else {
                return;
            };
            let theirs = draft.unwrap_or_else(|| contract::draft::DraftView {
                subject: String::new(),
                body: String::new(),
                version: 0,
                saved_at: chrono::NaiveDateTime::default(),
            });
            self.version.set_value(theirs.version);
            self.known.set_value((theirs.subject.clone(), theirs.body.clone()));
            self.kept.set(Kept::Nothing);
            if take_theirs {
                self.subject.set(theirs.subject);
                self.body.set(theirs.body);
            } else {
                self.keep();
            }
        });
    }
}

/// Whether what is typed is kept, and what to do where it is not.
#[component]
pub fn SaveState(draft_autosave: DraftAutosave) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        match draft_autosave.kept.get() {
        Kept::Nothing => ().into_any(),
        Kept::All => view! { <p class="quiet kept">{t_string!(i18n, draft.kept)}</p> }.into_any(),
        Kept::Not(ApiError::Conflict) => view! {
            <div role="alert">
                <Banner tone=Tone::Attention title=t_string!(i18n, draft.conflict_title)>
                    <p>{t_string!(i18n, draft.conflict)}</p>
                    <p class="actions">
                        <button type="button" class="button button-second" on:click=move |_| draft_autosave.resolve(true)>
                            {t_string!(i18n, draft.take_theirs)}
                        </button>
                        <button type="button" class="button button-second" on:click=move |_| draft_autosave.resolve(false)>
                            {t_string!(i18n, draft.keep_mine)}
                        </button>
                    </p>
                </Banner>
            </div>
        }
        .into_any(),
        Kept::Not(error) => {
            let why = match &error {
                ApiError::Invalid(fields) => {
                    fields.iter().map(|field| field_text(field.code)).collect::<Vec<_>>().join(" ")
                }
                error => error_text(error),
            };
            view! { <p class="mistake" role="alert">{t_string!(i18n, draft.not_kept)} " " {why}</p> }.into_any()
        }
    }
    }
}
