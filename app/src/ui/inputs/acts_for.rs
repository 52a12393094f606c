//! As whom a form acts: it says so itself, so that one which was opened as one person, or for one
//! organisation, does nothing for another after a sign-in or a switch in another tab.

use contract::{ApiError, person::FrameView};
use leptos::prelude::*;

/// What the frame knows, for the parts of the page in it.
#[derive(Clone, Copy)]
pub struct Around(pub Resource<FrameView>);

/// As whom a page acts, for what its scripts send along by themselves: as it was when the page was made,
/// whoever signs in meanwhile. Only a form that is sent again after a question acts for them.
#[derive(Clone, Copy)]
pub struct MadeFor {
    around: Option<Around>,
    known: StoredValue<Option<String>>,
}

impl MadeFor {
    /// Of the page that is made now.
    pub fn this_page() -> Self {
        Self { around: use_context(), known: StoredValue::new(None) }
    }

    /// As forms carry it. Empty where the page does not know.
    pub fn acting(self) -> String {
        let now = || self.around.and_then(|Around(frame)| frame.try_get_untracked().flatten());
        self.known
            .try_update_value(|known| {
                if known.is_none() {
                    *known = now().map(|frame| frame.acting);
                }
                known.clone()
            })
            .flatten()
            .unwrap_or_default()
    }
}

/// Once it was said that one acts for somebody else now, what is sent next acts for them: whoever sends
/// it again has been asked.
pub fn ask_again_for_whom(error: Signal<Option<ApiError>>) {
    if let Some(Around(around)) = use_context::<Around>() {
        Effect::new(move || {
            if error.get() == Some(ApiError::ActsForAnother) {
                around.refetch();
            }
        });
    }
}

/// The hidden field of a form: the person, and the organisation that they act for.
#[component]
pub fn ActsFor() -> impl IntoView {
    use_context::<Around>().map(|Around(around)| {
        view! {
            <Suspense>
                {move || Suspend::new(async move {
                    let acting = around.await.acting;
                    view! { <input type="hidden" name="acting" value=acting/> }
                })}
            </Suspense>
        }
    })
}
