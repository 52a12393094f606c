//! The sign-in of a page: that it is about to end is said two minutes before; once it has ended, in any
//! tab of this browser, the page shows nothing of its content any more.

#![expect(missing_docs, reason = "the macro of islands writes a struct of its properties without any")]

use crate::{
    ask::call,
    dom::{by_id, listen, listen_first},
};
use contract::person::SessionLeft;
use leptos::{html::Button, prelude::*, task::spawn_local};
use send_wrapper::SendWrapper;
use serde::{Deserialize, Serialize};
use std::{cell::RefCell, time::Duration};
use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, Event, HtmlElement, HtmlFormElement, MessageEvent, PageTransitionEvent};

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

/// What an ended page says.
const COVER: &str = "cover";

thread_local! {
    /// What is done before the sign-in ends. Lives in the browser's one thread.
    static BEFORE_END: RefCell<Vec<Box<dyn Fn()>>> = RefCell::default();
}

/// Calls `act` when somebody is about to sign out in another tab.
pub(crate) fn before_end(act: impl Fn() + 'static) {
    BEFORE_END.with_borrow_mut(|all| all.push(Box::new(act)));
}

/// What the page says of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionTexts {
    /// The heading of the notice.
    pub title: String,
    /// That it ends because nothing was done.
    pub idle: String,
    /// That it ends because it lasts no longer than so.
    pub at_most: String,
    /// The button that prolongs it.
    pub stay: String,
    /// The heading of the page once it has ended.
    pub ended: String,
    /// What became of what was typed.
    pub ended_text: String,
    /// The way to sign in again.
    pub sign_in: String,
}

/// Watches the sign-in of the page.
#[island]
pub fn SessionWatch(
    /// How much longer it lasts.
    left: SessionLeft,
    /// What is said.
    texts: SessionTexts,
) -> impl IntoView {
    let ending = RwSignal::new(None::<SessionLeft>);
    let (button, came_from) = (NodeRef::<Button>::new(), StoredValue::new(None::<SendWrapper<HtmlElement>>));
    Effect::new(move || {
        wait(left, ending);
        between_tabs();
        listen(&window(), "pageshow", move |event: PageTransitionEvent| {
            // From the browser's memory: what it shows may be of somebody who has left.
            if event.persisted() {
                drop(window().location().reload());
            }
        });
    });
    Effect::new(move || {
        if let (Some(_), Some(button)) = (ending.get(), button.get()) {
            let active = document().active_element().and_then(|it| it.dyn_into::<HtmlElement>().ok());
            // Whoever is writing goes on writing: the notice is read out, and waits.
            let writes = active.as_ref().is_some_and(|it| matches!(&*it.tag_name(), "TEXTAREA" | "INPUT"));
            if !writes {
                came_from.set_value(active.map(SendWrapper::new));
                drop(button.focus());
            }
        }
    });
    let prolong = move |_| {
        spawn_local(async move {
            if let Ok(Some(left)) = call::<Option<SessionLeft>>("stay", &[]).await {
                ending.set(None);
                wait(left, ending);
                drop(came_from.try_update_value(Option::take).flatten().map(|there| there.focus()));
            }
        });
    };
    let cover = texts.clone();
    let notice = move || {
        ending.get().map(|left| {
            // Being there keeps it from being idle; longer than at most it never lasts.
            let by_idling = left.idle < left.at_most;
            let text = if by_idling { texts.idle.clone() } else { texts.at_most.clone() };
            let stay = by_idling.then(|| {
                view! { <button type="button" class="button" node_ref=button on:click=prolong>{texts.stay.clone()}</button> }
            });
            view! {
                <div class="ending" role="alertdialog" aria-labelledby="ending-title" aria-describedby="ending-text">
                    <h2 id="ending-title">{texts.title.clone()}</h2>
                    <p id="ending-text">{text}</p>
                    {stay}
                </div>
            }
        })
    };
    view! {
        {notice}
        <div id=COVER class="cover" role="alertdialog" aria-labelledby="cover-title" hidden tabindex="-1">
            <h2 id="cover-title">{cover.ended}</h2>
            <p>{cover.ended_text}</p>
            <p><a class="button" href="/sign-in">{cover.sign_in}</a></p>
        </div>
    }
}

/// Waits until shortly before the end, and asks then whether it still is: what was done meanwhile
/// has prolonged it.
fn wait(left: SessionLeft, ending: RwSignal<Option<SessionLeft>>) {
    let soonest = left.idle.min(left.at_most);
    let asks = move || {
        spawn_local(async move {
            match call::<Option<SessionLeft>>("session_left", &[]).await {
                Ok(Some(left)) if left.idle.min(left.at_most) <= BEFORE => {
                    let _ = ending.try_set(Some(left));
                    // It is looked at again when it is over.
                    wait_for_end(left, ending);
                }
                Ok(Some(left)) => wait(left, ending),
                Ok(None) => cover(),
                // No network, as after a sleep.
                Err(_) => set_timeout(move || wait(SOON, ending), AGAIN),
            }
        });
    };
    let rest = u64::from(soonest.saturating_sub(BEFORE)).max(1);
    set_timeout(asks, Duration::from_secs(rest));
}

/// Covers the page once the sign-in that was about to end has ended.
fn wait_for_end(left: SessionLeft, ending: RwSignal<Option<SessionLeft>>) {
    let over = Duration::from_secs(u64::from(left.idle.min(left.at_most)) + 1);
    // What was done meanwhile may have prolonged it.
    let asks = move || {
        if ending.try_update(Option::take).flatten().is_some() {
            wait(SOON, ending);
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
        }
    });
    let mut is_told = false;
    listen_first(&document(), "submit", move |event: Event| {
        let form = event.target().and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
        let Some(form) = form.filter(|form| form.get_attribute("action").as_deref() == Some("/sign-out"))
        else {
            return;
        };
        if is_told || told.post_message(&LEAVING.into()).is_err() {
            return;
        }
        is_told = true;
        event.prevent_default();
        BEFORE_END.with_borrow(|all| all.iter().for_each(|act| act()));
        set_timeout(move || drop(form.request_submit()), KEEPING);
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
        cover.set_hidden(true);
        drop(main.focus());
    }
}

/// As whom this page acts.
fn acting() -> Option<String> {
    document().body()?.get_attribute("data-acting")
}
