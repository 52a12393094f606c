//! A page that shows how far something long has come: it looks again until that is done.

use crate::{ask::Look, page};
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;

/// How often it looks.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// Looks again while there is something on its way (`data-running`).
#[island]
pub fn Progress() -> impl IntoView {
    Effect::new(move || look_later());
}

fn look_later() {
    set_timeout(
        || {
            spawn_local(async {
                if let Ok(now) = page::look(Look::Peek).await
                    && now.is_this_page()
                {
                    page::take_over(&now);
                }
                if document().query_selector("[data-running]").ok().flatten().is_some() {
                    look_later();
                }
            });
        },
        LOOK_AGAIN,
    );
}
