//! Keeping what is typed, while it is typed (W1).

mod leaving;

use super::{Place, fields::Fields};
use crate::{
    ask::{call, pause},
    dom::listen,
    session_watch,
};
use contract::ApiError;
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use serde::Deserialize;
use std::time::Duration;
use web_sys::Event;

/// How long nothing is typed before it is kept.
const PAUSE: Duration = Duration::from_millis(800);

/// What an island needs of what is kept. It reads no more of it: what is not read is not loaded.
#[derive(Deserialize)]
struct Unsent {
    draft: Option<KeptDraft>,
}

#[derive(Deserialize)]
struct KeptDraft {
    subject: String,
    body: String,
    id: String,
}

/// Where the last keeping ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// Nothing was kept in this page yet.
    Nothing,
    /// All of it.
    All,
    /// Not: it was continued elsewhere, or this.
    Not(ApiError),
}

/// Keeps the text of one form.
#[derive(Clone, Copy)]
pub struct Draft {
    fields: Fields,
    place: StoredValue<Place>,
    /// Which one was seen last.
    seen: StoredValue<Option<String>>,
    pub(super) kept: RwSignal<Kept>,
    /// What is kept, as far as is known here.
    known: StoredValue<(String, String)>,
    /// What went out by a beacon, which has no answer.
    flushed: StoredValue<Vec<(String, String)>>,
    busy: StoredValue<bool>,
    waiting: StoredValue<Option<TimeoutHandle>>,
    /// What is being sent: then there is nothing to keep, a draft would outlive its message.
    sending: StoredValue<Option<(String, String)>>,
}

impl Draft {
    /// Goes on from the one that the page shows.
    pub fn new(place: &Place, fields: Fields) -> Self {
        Self {
            fields,
            place: StoredValue::new(place.clone()),
            seen: StoredValue::new(place.seen.clone()),
            kept: RwSignal::new(Kept::Nothing),
            known: StoredValue::default(),
            flushed: StoredValue::new(vec![]),
            busy: StoredValue::new(false),
            waiting: StoredValue::new(None),
            sending: StoredValue::new(None),
        }
    }

    /// Begins to keep: after a pause in typing, and when the page is left.
    pub fn watch(self) {
        if self.place.with_value(|place| place.is_kept) {
            self.known.set_value(self.fields.brought());
        }
        let Some(form) = self.fields.form() else { return };
        // From here on what is typed is kept, and nobody need be asked before they leave it.
        drop(form.set_attribute("data-kept", ""));
        listen(&form, "input", move |_: Event| self.changed());
        listen(&document(), "visibilitychange", move |_: Event| {
            if document().hidden() {
                self.flush();
            } else if self.news().is_some() {
                // Whether what went out was taken is seen now.
                self.keep();
            } else {
                self.catch_up();
            }
        });
        session_watch::before_end(move || self.flush());
        self.before_other_forms();
        self.before_leaving();
        // What was typed before this was here; else what went out as the page was left, and came after it.
        if self.news().is_some() {
            self.changed();
        } else {
            self.catch_up();
        }
    }

    /// Takes over what became of it elsewhere since the page was made, while nothing is typed: it was continued,
    /// sent or emptied there.
    fn catch_up(self) {
        spawn_local(async move {
            let before = self.seen.get_value();
            let Some((seen, theirs)) = self.theirs().await else { return };
            // What was kept here meanwhile is newer than this answer.
            let is_still = before == self.seen.get_value();
            if is_still && seen != before && self.news().is_none() {
                self.seen.set_value(seen);
                self.known.set_value(theirs.clone());
                self.fields.put(&theirs.0, &theirs.1);
            }
        });
    }

    /// Something was typed, or put in.
    pub fn changed(self) {
        if let Some(before) = self.waiting.try_update_value(Option::take).flatten() {
            before.clear();
        }
        self.waiting.set_value(set_timeout_with_handle(move || self.keep(), PAUSE).ok());
    }

    /// Waits until nothing is being kept.
    pub async fn settled(self) {
        while self.busy.try_get_value() == Some(true) {
            pause(50).await;
        }
    }

    /// Whether it was continued elsewhere, and nobody has chosen yet.
    pub fn is_in_conflict(self) -> bool {
        self.kept.with_untracked(|kept| *kept == Kept::Not(ApiError::Conflict))
    }

    /// It goes out now.
    pub fn begins_to_go(self) {
        self.sending.set_value(self.fields.typed());
    }

    /// It did not go out.
    pub fn did_not_go(self) {
        self.sending.set_value(None);
        self.changed();
    }

    /// Forgets it: it was sent. What was typed meanwhile stays.
    pub fn sent(self) {
        let Some(sent) = self.sending.try_update_value(Option::take).flatten() else { return };
        self.seen.set_value(None);
        self.known.set_value((String::new(), String::new()));
        self.kept.set(Kept::Nothing);
        if let Some((subject, body)) = self.fields.typed() {
            self.fields.put(&rest(&subject, &sent.0), &rest(&body, &sent.1));
            self.changed();
        }
    }

    /// What differs from what is known to be kept.
    fn news(self) -> Option<(String, String)> {
        let typed = self.fields.typed()?;
        let halted = self.is_in_conflict() || self.sending.with_value(Option::is_some);
        (!halted && typed != self.known.get_value()).then_some(typed)
    }

    fn pairs(self, (subject, body): &(String, String)) -> Vec<(&'static str, String)> {
        let Place { workspace, conversation, .. } = self.place.get_value();
        let mut pairs = vec![
            ("acting", self.fields.acting()),
            ("workspace", workspace),
            ("draft[subject]", subject.clone()),
            ("draft[body]", body.clone()),
        ];
        pairs.extend(self.seen.get_value().map(|id| ("draft[seen]", id)));
        pairs.extend(conversation.map(|id| ("draft[conversation]", id)));
        pairs
    }

    /// Keeps what is new.
    fn keep(self) {
        if self.busy.get_value() {
            return;
        }
        let Some(typed) = self.news() else { return };
        self.busy.set_value(true);
        spawn_local(async move {
            let is_kept = self.kept_now(&typed).await;
            self.busy.set_value(false);
            // What was typed meanwhile.
            if is_kept && self.news().is_some() {
                self.changed();
            }
        });
    }

    async fn kept_now(self, typed: &(String, String)) -> bool {
        let pairs = self.pairs(typed);
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
        match call::<Option<String>>("save_draft", &pairs).await {
            Ok(seen) => {
                self.seen.set_value(seen);
                self.known.set_value(typed.clone());
                self.flushed.set_value(vec![]);
                self.kept.set(Kept::All);
                true
            }
            // What is kept is ours all the same: it goes on from there.
            Err(ApiError::Conflict) if self.knows_it(typed).await => Box::pin(self.kept_now(typed)).await,
            Err(ApiError::Conflict) => false,
            Err(error) => {
                self.kept.set(Kept::Not(error));
                false
            }
        }
    }

    /// Whether what is kept is of this page all the same: then it goes on from there. Else somebody has
    /// continued it elsewhere.
    async fn knows_it(self, typed: &(String, String)) -> bool {
        let Some((seen, theirs)) = self.theirs().await else { return false };
        // What was sent or emptied elsewhere is not lost by what is typed here.
        let is_ours = seen.is_none() || theirs == *typed || theirs == self.known.get_value();
        if is_ours || self.flushed.with_value(|flushed| flushed.contains(&theirs)) {
            self.seen.set_value(seen);
            self.known.set_value(theirs);
            self.flushed.set_value(vec![]);
            return true;
        }
        self.kept.set(Kept::Not(ApiError::Conflict));
        false
    }

    /// What is kept, and which one it is.
    async fn theirs(self) -> Option<(Option<String>, (String, String))> {
        let Place { workspace, conversation, .. } = self.place.get_value();
        let mut pairs = vec![("workspace", workspace)];
        pairs.extend(conversation.map(|id| ("conversation", id)));
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let unsent = call::<Unsent>("open_unsent", &pairs).await.ok()?;
        let draft = unsent.draft.map(|draft| (Some(draft.id), (draft.subject, draft.body)));
        Some(draft.unwrap_or_default())
    }

    /// Looks at what was written elsewhere: to go on with it, or to write over it.
    pub(super) fn resolve(self, take_theirs: bool) {
        spawn_local(async move {
            let Some((seen, theirs)) = self.theirs().await else { return };
            self.seen.set_value(seen);
            self.known.set_value(theirs.clone());
            self.kept.set(Kept::Nothing);
            if take_theirs {
                self.fields.put(&theirs.0, &theirs.1);
            } else {
                self.keep();
            }
            drop(self.fields.body_field().map(|field| field.focus()));
        });
    }
}

/// What is left of a text once its beginning was sent.
fn rest(typed: &str, sent: &str) -> String {
    typed.strip_prefix(sent).map_or_else(|| typed.to_owned(), |rest| rest.trim_start().to_owned())
}
