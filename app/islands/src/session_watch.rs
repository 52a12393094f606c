//! The sign-in of a page: that it is about to end is said two minutes before; once it has ended, in any
//! tab of this browser, the page shows nothing of its content any more.

#![expect(missing_docs, reason = "the macro of islands writes a struct of its properties without any")]

use crate::{
    ask::call,
    dom::{all, by_id, first, listen, listen_first},
};
use contract::person::SessionLeft;
use leptos::{prelude::*, task::spawn_local};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};
use wasm_bindgen::JsCast;
use web_sys::{
    BroadcastChannel, Element, Event, HtmlDialogElement, HtmlElement, HtmlFormElement, MessageEvent,
    PageTransitionEvent,
};

/// How long before the end it is said, in seconds.
const BEFORE: u32 = 120;

/// How soon it is asked again what could not be answered.
const AGAIN: Duration = Duration::from_secs(10);

/// So little is left that it is asked at once.
const SOON: SessionLeft = SessionLeft { idle: 0, at_most: 0 };

/// On which channel the tabs of a browser tell each other of a sign-in's end.
const CHANNEL: &str = "luotsi-session";

/// That somebody is signing out: what is typed elsewhere is kept now, or not at all.
const LEAVING: &str = "leaving";

/// How long the other tabs get for it.
const KEEPING: Duration = Duration::from_millis(400);

/// When the other tabs look whether the sign-in has ended indeed.
const LOOK_AGAIN: Duration = Duration::from_secs(5);

/// What an ended page says.
pub const COVER: &str = "cover";

/// The title of the page that it covers.
const TITLE: &str = "data-title";

/// What says that the sign-in is about to end.
pub const NOTICE: &str = "ending";

/// Its text, with the two sentences that it may be as attributes: of idling, and of the longest that it lasts.
pub const NOTICE_TEXT: &str = "ending-text";
const IDLE: &str = "data-idle";
const AT_MOST: &str = "data-at-most";

/// The button that prolongs it.
pub const STAY: &str = "ending-stay";

thread_local! {
    /// What is done before the sign-in ends. Lives in the browser's one thread.
    static BEFORE_END: RefCell<Vec<Box<dyn Fn()>>> = RefCell::default();
    /// Where the focus was before the notice took it. Lives in the browser's one thread.
    static CAME_FROM: Cell<Option<HtmlElement>> = const { Cell::new(None) };
}

/// Calls `act` when somebody is about to sign out in another tab.
pub(crate) fn before_end(act: impl Fn() + 'static) {
    BEFORE_END.with_borrow_mut(|all| all.push(Box::new(act)));
}

/// Watches the sign-in of the page. What it says stands in the page, hidden.
#[island]
pub fn SessionWatch(
    /// How much longer it lasts.
    left: SessionLeft,
) -> impl IntoView {
    Effect::new(move || {
        wait(left);
        between_tabs();
        listen(&window(), "pageshow", move |event: PageTransitionEvent| {
            // From the browser's memory: what it shows may be of somebody who has left.
            if event.persisted() {
                cover();
                drop(window().location().reload());
            }
        });
        if let Some(stay) = by_id(STAY) {
            listen(&stay, "click", |_: Event| spawn_local(prolong()));
        }
    });
}

/// Says that the sign-in is about to end. Being there keeps it from being idle; longer than at most it never lasts.
fn say(left: SessionLeft) {
    let (Some(notice), Some(text), Some(stay)) = (by_id(NOTICE), by_id(NOTICE_TEXT), by_id(STAY)) else {
        return;
    };
    let by_idling = left.idle < left.at_most;
    let said = text.get_attribute(if by_idling { IDLE } else { AT_MOST });
    text.set_text_content(said.as_deref());
    stay.set_hidden(!by_idling);
    notice.set_hidden(false);
    let active = document().active_element().and_then(|it| it.dyn_into::<HtmlElement>().ok());
    // Whoever is writing goes on writing: the notice is read out, and waits.
    if by_idling && !active.as_ref().is_some_and(|it| matches!(&*it.tag_name(), "TEXTAREA" | "INPUT")) {
        CAME_FROM.set(active);
        drop(stay.focus());
    }
}

/// Takes back that it is about to end. Gives whether that was said.
fn unsay() -> bool {
    let Some(notice) = by_id(NOTICE).filter(|notice| !notice.hidden()) else { return false };
    notice.set_hidden(true);
    true
}

/// Somebody is there.
async fn prolong() {
    if let Ok(Some(left)) = call::<Option<SessionLeft>>("stay", &[]).await {
        unsay();
        wait(left);
        drop(CAME_FROM.take().map(|there| there.focus()));
    }
}

/// Waits until shortly before the end, and asks then whether it still is: what was done meanwhile
/// has prolonged it.
fn wait(left: SessionLeft) {
    let soonest = left.idle.min(left.at_most);
    let asks = move || {
        spawn_local(async move {
            match call::<Option<SessionLeft>>("session_left", &[]).await {
                Ok(Some(left)) if left.idle.min(left.at_most) <= BEFORE => {
                    say(left);
                    // It is looked at again when it is over.
                    wait_for_end(left);
                }
                Ok(Some(left)) => wait(left),
                Ok(None) => cover(),
                // No network, as after a sleep.
                Err(_) => set_timeout(|| wait(SOON), AGAIN),
            }
        });
    };
    let rest = u64::from(soonest.saturating_sub(BEFORE)).max(1);
    set_timeout(asks, Duration::from_secs(rest));
}

/// Covers the page once the sign-in that was about to end has ended.
fn wait_for_end(left: SessionLeft) {
    let over = Duration::from_secs(u64::from(left.idle.min(left.at_most)) + 1);
    // What was done meanwhile may have prolonged it.
    let asks = move || {
        if unsay() {
            wait(SOON);
        }
    };
    set_timeout(asks, over);
}

/// Covers the page where nobody is signed in any more, and uncovers it where somebody is again.
async fn check() {
    match call::<Option<SessionLeft>>("session_left", &[]).await {
        Ok(None) => cover(),
        Ok(Some(_)) => uncover().await,
        Err(_) => {}
    }
}

/// Signing out is told to the other tabs first, so that they can keep what is typed; then they cover what
/// they show.
fn between_tabs() {
    let Ok(channel) = BroadcastChannel::new(CHANNEL) else { return };
    let told = channel.clone();
    listen(&channel, "message", move |event: MessageEvent| {
        if event.data().as_string().as_deref() == Some(LEAVING) {
            BEFORE_END.with_borrow(|all| all.iter().for_each(|act| act()));
            set_timeout(cover, KEEPING);
            // Whoever was asked whether to leave what they have typed may have stayed.
            set_timeout(|| spawn_local(check()), LOOK_AGAIN);
        }
    });
    let is_told = Rc::new(Cell::new(false));
    listen_first(&document(), "submit", move |event: Event| {
        let form = event.target().and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
        let Some(form) = form.filter(|form| form.get_attribute("action").as_deref() == Some("/sign-out"))
        else {
            return;
        };
        if is_told.get() || told.post_message(&LEAVING.into()).is_err() {
            return;
        }
        event.prevent_default();
        BEFORE_END.with_borrow(|all| all.iter().for_each(|act| act()));
        let is_told = Rc::clone(&is_told);
        let leave = move || {
            is_told.set(true);
            drop(form.request_submit());
            // Whoever stays, as they have typed something elsewhere on the page, tells it again the next time.
            is_told.set(false);
        };
        set_timeout(leave, KEEPING);
    });
    // Somebody may have signed in again in another tab.
    listen(&document(), "visibilitychange", |_: Event| {
        if !document().hidden() && is_covered() {
            spawn_local(check());
        }
    });
}

fn is_covered() -> bool {
    by_id(COVER).is_some_and(|cover| !cover.hidden())
}

/// Hides the page's content: what is typed stays in it.
pub(crate) fn cover() {
    let (Some(cover), Some(main)) = (by_id(COVER), by_id("main")) else { return };
    if !cover.hidden() {
        return;
    }
    for part in ["header.top", "#main"] {
        drop(document().query_selector(part).ok().flatten().map(|part| part.set_attribute("inert", "")));
    }
    drop(document().body().map(|body| body.class_list().add_1("covered")));
    drop(main.set_attribute("aria-hidden", "true"));
    if let Ok(Some(link)) = cover.query_selector("a") {
        let back: String = js_sys::encode_uri_component(&crate::dom::here()).into();
        drop(link.set_attribute("href", &format!("/sign-in?because=gone&return_to={back}")));
    }
    // A dialog would lie over it; what is typed in one stays.
    for dialog in document().document_element().map(|root| all(&root, "dialog[open]")).unwrap_or_default() {
        if let Ok(dialog) = dialog.dyn_into::<HtmlDialogElement>() {
            dialog.close();
        }
    }
    // The title names the workspace.
    let heading =
        first::<Element>(&cover, "h2").and_then(|heading| heading.text_content()).unwrap_or_default();
    drop(cover.set_attribute(TITLE, &document().title()));
    document().set_title(&heading);
    cover.set_hidden(false);
    drop(cover.focus());
}

/// Shows the page again to whom it was made for; whoever else has signed in gets a page of their own.
async fn uncover() {
    if !is_covered() {
        return;
    }
    let Ok(now) = crate::page::look(crate::ask::Look::Peek).await else { return };
    if now.acting() != acting() {
        // What is covered is not for whoever is signed in now; what fails is not known yet.
        if now.is_this_page() {
            drop(window().location().reload());
        }
        return;
    }
    for part in ["header.top", "#main"] {
        drop(document().query_selector(part).ok().flatten().map(|part| part.remove_attribute("inert")));
    }
    drop(document().body().map(|body| body.class_list().remove_1("covered")));
    if let (Some(cover), Some(main)) = (by_id(COVER), by_id("main")) {
        drop(main.remove_attribute("aria-hidden"));
        document().set_title(&cover.get_attribute(TITLE).unwrap_or_default());
        cover.set_hidden(true);
        drop(main.focus());
    }
}

/// As whom this page acts.
fn acting() -> Option<String> {
    document().body()?.get_attribute("data-acting")
}
