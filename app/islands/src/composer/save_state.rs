//! What is said of keeping what is typed.

use super::{
    ComposerTexts,
    draft::{Draft, Kept},
};
use crate::errors::ErrorTexts;
use contract::ApiError;
use leptos::prelude::*;

/// Whether what is typed is kept, and what to do where it is not.
#[component]
pub fn SaveState(
    draft: Draft,
    texts: StoredValue<ComposerTexts>,
    errors: StoredValue<ErrorTexts>,
) -> impl IntoView {
    let text = move |which: fn(&ComposerTexts) -> &String| texts.with_value(|texts| which(texts).clone());
    let conflict = move || {
        let is_conflict = draft.kept.with(|kept| *kept == Kept::Not(ApiError::Conflict));
        is_conflict.then(|| {
            view! {
                <section class="banner banner-attention">
                    <h2>{text(|texts| &texts.conflict_title)}</h2>
                    <p>{text(|texts| &texts.conflict)}</p>
                    <p class="actions">
                        <button type="button" class="button button-second" on:click=move |_| draft.resolve(true)>
                            {text(|texts| &texts.take_theirs)}
                        </button>
                        <button type="button" class="button button-second" on:click=move |_| draft.resolve(false)>
                            {text(|texts| &texts.keep_mine)}
                        </button>
                    </p>
                </section>
            }
        })
    };
    let not_kept = move || match draft.kept.get() {
        Kept::Nothing | Kept::All | Kept::Not(ApiError::Conflict) => None,
        Kept::Not(error) => {
            let why = errors.with_value(|errors| errors.of(&error));
            let text = format!("{} {why}", text(|texts| &texts.not_kept));
            Some(view! { <p class="mistake">{text}</p> })
        }
    };
    let kept = move || match draft.kept.get() {
        Kept::All => text(|texts| &texts.kept),
        _ => String::new(),
    };
    view! {
        <p class="quiet kept">{kept}</p>
        <div role="alert">{not_kept} {conflict}</div>
    }
}
