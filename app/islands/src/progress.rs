//! A page that shows how far something long has come: it looks again until that is done.

use crate::{ask::Look, page, session_watch};
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;

/// How often it looks.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// How soon where the service could not answer.
const LATER: Duration = Duration::from_secs(15);

/// Looks again while there is something on its way (`data-running`).
#[island]
pub fn Progress() -> impl IntoView {
    Effect::new(|| look_later(LOOK_AGAIN));
}

fn look_later(pause: Duration) {
    set_timeout(
        || {
            spawn_local(async {
                if document().hidden() {
                    return look_later(LOOK_AGAIN);
                }
                match page::look(Look::Peek).await {
                    Ok(now) if now.is_sign_in() => return session_watch::cover(),
                    Ok(now) if now.is_this_page() => page::take_over(&now),
                    _ => return look_later(LATER),
                }
                if document().query_selector("[data-running]").ok().flatten().is_some() {
                    look_later(LOOK_AGAIN);
                }
            });
        },
        pause,
    );
}
