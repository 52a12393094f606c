//! A page that stands open while others work: it follows what happens by server-sent events, and takes
//! over what has changed. Without scripts it is as good as when it was loaded.

#![expect(missing_docs, reason = "the macro of islands writes a struct of its properties without any")]

use crate::{
    activity,
    ask::Look,
    dom::{by_id, first, focus_if_free, holds_typed, listen},
    page::{self, Fetched},
    session_watch,
    stream::{Follow, Stream},
    texts::texts,
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Event, EventSource, HtmlElement, HtmlFormElement, MessageEvent};

/// For how long somebody counts as here who has not said so again.
const HERE: Duration = Duration::from_secs(45);

/// How soon what could not be fetched is fetched again.
const AGAIN: Duration = Duration::from_secs(3);

/// How soon the page is asked for again that the service could not give.
const LATER: Duration = Duration::from_secs(15);

texts! {
    /// What the page says while it stands open.
    pub struct LiveTexts {
        /// That the customer is here.
        pub customer,
        /// That the counselor is here.
        pub counselor,
        /// That the page does not follow what happens at the moment.
        pub lost,
        /// That it cannot be shown any more.
        pub gone,
        /// That what was asked for did not succeed.
        pub failed,
    }
}

/// What a page follows.
#[derive(Clone, Copy)]
struct Live {
    url: StoredValue<String>,
    revision: StoredValue<String>,
    stream: Stream,
    /// Whether the page is being looked at, and whether something came meanwhile.
    busy: StoredValue<bool>,
    more: StoredValue<bool>,
    /// Whether what came was looked at while nobody did anything here: then it is not read yet.
    unread: StoredValue<bool>,
    status: RwSignal<Status>,
    leaves: StoredValue<Option<TimeoutHandle>>,
}

/// What the status line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Quiet,
    CustomerHere,
    CounselorHere,
    Lost,
    Gone,
    Failed,
}

/// Follows `events` from `revision` on while the page is seen, takes over what changes, and takes forms
/// that say so in place. Says who is here on the other side.
#[island]
pub fn LivePage(
    /// The address of the stream.
    events: String,
    /// How far what the page shows is.
    revision: i64,
    /// What is said.
    texts: LiveTexts,
) -> impl IntoView {
    let live = Live {
        url: StoredValue::new(events),
        revision: StoredValue::new(revision.to_string()),
        stream: Stream::new(),
        busy: StoredValue::new(false),
        more: StoredValue::new(false),
        unread: StoredValue::new(false),
        status: RwSignal::new(Status::Quiet),
        leaves: StoredValue::new(None),
    };
    Effect::new(move || live.begin());
    let said = move || match live.status.get() {
        Status::Quiet => String::new(),
        Status::CustomerHere => texts.customer.clone(),
        Status::CounselorHere => texts.counselor.clone(),
        Status::Lost => texts.lost.clone(),
        Status::Gone => texts.gone.clone(),
        Status::Failed => texts.failed.clone(),
    };
    let class = move || if live.status.get() == Status::Quiet { "visually-hidden" } else { "here" };
    view! { <p class=class role="status">{said}</p> }
}

impl Live {
    fn begin(self) {
        // What came while nobody did anything at the page is read once somebody does.
        activity::watch(move || {
            if self.unread.get_value() {
                self.unread.set_value(false);
                self.look();
            }
        });
        listen(&document(), "submit", move |event: Event| self.submitted(&event));
        self.stream.begin(self);
    }

    /// Somebody is here, until they have not said so for a while.
    fn is_here(self, who: Status) {
        self.status.set(who);
        if let Some(before) = self.leaves.try_update_value(Option::take).flatten() {
            before.clear();
        }
        let gone = move || self.status.set(Status::Quiet);
        self.leaves.set_value(set_timeout_with_handle(gone, HERE).ok());
    }

    /// Looks at the page again, once at a time. Who looks at older messages is not taken away from them.
    fn look(self) {
        if crate::dom::here().contains("before=") {
            return;
        }
        if self.busy.get_value() {
            self.more.set_value(true);
            return;
        }
        self.busy.set_value(true);
        let by_itself = !activity::is_active();
        spawn_local(async move {
            let why = if by_itself { Look::Peek } else { Look::Visit };
            let now = page::look(why).await;
            self.busy.set_value(false);
            self.unread.set_value(by_itself);
            match now {
                Ok(now) => self.took(&now),
                // It is not lost: it is looked for until it is there.
                Err(_) => set_timeout(move || self.look(), AGAIN),
            }
            if self.more.try_update_value(std::mem::take) == Some(true) {
                self.look();
            }
        });
    }

    fn took(self, now: &Fetched) {
        if now.is_sign_in() {
            session_watch::cover();
        } else if now.is_this_page() && now.address != crate::dom::here() {
            // It was asked for before the page's own address changed.
            self.look();
        } else if now.is_this_page() {
            if let Some(revision) = now.revision() {
                self.revision.set_value(revision);
            }
            page::take_over(now);
        } else if now.status >= 500 || matches!(now.status, 408 | 429) {
            set_timeout(move || self.look(), LATER);
        } else if is_writing() {
            // What is typed does not leave by itself.
            self.status.set(Status::Gone);
            self.stream.end();
        } else {
            drop(window().location().reload());
        }
    }

    /// Forms that are taken in place: the page that comes of one is taken over.
    fn submitted(self, event: &Event) {
        let form = event.target().and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
        let Some(form) = form.filter(|form| form.has_attribute("data-in-place")) else { return };
        if event.default_prevented() {
            return;
        }
        event.prevent_default();
        let button = event.dyn_ref::<web_sys::SubmitEvent>().and_then(web_sys::SubmitEvent::submitter);
        let item = button.as_ref().and_then(|button| button.closest("li[id]").ok().flatten());
        let item = item.map(|item| item.id()).unwrap_or_default();
        button.iter().for_each(crate::menu::close_around);
        // Of a form with several buttons, each is on its way by itself.
        let sender = button.clone().unwrap_or_else(|| form.clone().into());
        if sender.has_attribute("data-sending") {
            return;
        }
        drop(sender.set_attribute("data-sending", ""));
        drop(sender.set_attribute("aria-busy", "true"));
        spawn_local(async move {
            let answer = page::submit(&form, button.as_ref()).await;
            drop(sender.remove_attribute("data-sending"));
            drop(sender.remove_attribute("aria-busy"));
            match answer {
                Ok(now) if now.is_this_page() => {
                    page::take_over(&now);
                    go_on_at(&item);
                }
                Ok(now) if now.is_sign_in() => session_watch::cover(),
                Ok(now) if now.status == 200 && !is_writing() => {
                    drop(window().location().assign(&now.address));
                }
                _ => self.status.set(Status::Failed),
            }
        });
    }
}

impl Follow for Live {
    /// What happened since is said at once.
    fn url(&self) -> String {
        format!("{}?since={}", self.url.get_value(), self.revision.get_value())
    }

    fn listen(&self, source: &EventSource) {
        let live = *self;
        listen(source, "changed", move |_: MessageEvent| live.look());
        listen(source, "here", move |event: MessageEvent| {
            let is_customer = event.data().as_string().as_deref() == Some("customer");
            live.is_here(if is_customer { Status::CustomerHere } else { Status::CounselorHere });
        });
    }

    fn opened(&self) {
        if self.status.get_untracked() == Status::Lost {
            self.status.set(Status::Quiet);
            self.look();
        }
    }

    fn lost(&self, losses: u32) {
        if losses > 0 {
            self.status.set(Status::Lost);
        }
        // It may have ended with the sign-in: looking says so.
        if losses == 1 {
            self.look();
        }
    }
}

/// Whoever sent a form of an item goes on there, unless they have gone on elsewhere.
fn go_on_at(item: &str) {
    let Some(item) = by_id(item) else { return };
    let there = first::<HtmlElement>(&item, "[role=alert]").unwrap_or_else(|| item.clone());
    let is_here = document().active_element().is_some_and(|active| item.contains(Some(&active)));
    if is_here {
        drop(there.focus());
    } else {
        focus_if_free(&there);
    }
}

/// Whether something is typed that would be lost: in the message, or in another form.
fn is_writing() -> bool {
    let field = document().query_selector("form[data-composer] textarea").ok().flatten();
    let field = field.and_then(|field| field.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
    let main = by_id("main");
    field.is_some_and(|field| !field.value().trim().is_empty()) || main.is_some_and(|main| holds_typed(&main))
}
