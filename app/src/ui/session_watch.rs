//! A sign-in that is about to end says so two minutes before, and can be prolonged by a key.

use crate::{
    i18n::{t_string, use_i18n},
    session::{session_left, stay},
};
use contract::person::SessionLeft;
use leptos::{html::Button, prelude::*, task::spawn_local};
use std::time::Duration;

/// How long before the end it is said, in seconds.
const BEFORE: u32 = 120;

/// Watches the sign-in of the page.
#[component]
pub fn SessionWatch(left: SessionLeft) -> impl IntoView {
    let i18n = use_i18n();
    let ending = RwSignal::new(None::<SessionLeft>);
    let button = NodeRef::<Button>::new();
    Effect::new(move || wait(left, ending));
    Effect::new(move || {
        if let (Some(_), Some(button)) = (ending.get(), button.get()) {
            drop(button.focus());
        }
    });
    let prolong = move |_| {
        spawn_local(async move {
            if let Ok(Some(left)) = stay().await {
                ending.set(None);
                wait(left, ending);
            }
        });
    };
    move || {
        ending.get().map(|left| {
            // Being there keeps it from being idle; longer than at most it never lasts.
            let by_idling = left.idle < left.at_most;
            let text = if by_idling { t_string!(i18n, ending.idle) } else { t_string!(i18n, ending.at_most) };
            let stay = by_idling.then(|| {
                view! { <button type="button" class="button" node_ref=button on:click=prolong>{t_string!(i18n, ending.stay)}</button> }
            });
            view! {
                <div class="ending" role="alertdialog" aria-labelledby="ending-title" aria-describedby="ending-text">
                    <h2 id="ending-title">{t_string!(i18n, ending.title)}</h2>
                    <p id="ending-text">{text}</p>
                    {stay}
                </div>
            }
        })
    }
}

/// Waits until shortly before the end, and asks then whether it still is: what was done meanwhile
/// has prolonged it.
fn wait(left: SessionLeft, ending: RwSignal<Option<SessionLeft>>) {
    let soonest = left.idle.min(left.at_most);
    let asks = move || {
        spawn_local(async move {
            match session_left().await {
                Ok(Some(left)) if left.idle.min(left.at_most) <= BEFORE => {
                    let _ = ending.try_set(Some(left));
                }
                Ok(Some(left)) => wait(left, ending),
                // Signed out elsewhere, or no network: the next thing done says so.
                _ => {}
            }
        });
    };
    let rest = u64::from(soonest.saturating_sub(BEFORE)).max(1);
    set_timeout(asks, Duration::from_secs(rest));
}
