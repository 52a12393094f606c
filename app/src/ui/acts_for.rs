//! As whom a form acts: it says so itself, so that one which was opened as one person, or for one
//! organisation, does nothing for another after a sign-in or a switch in another tab.

use contract::{ApiError, person::FrameView};
use leptos::prelude::*;

/// What the frame knows, for the parts of the page in it.
#[derive(Clone, Copy)]
pub struct Around(pub Resource<FrameView>);

impl Around {
    /// What the scripts of a page send along, as its forms do: as whom, and for which organisation,
    /// the page around them acts. Empty where that is not known.
    pub fn acting(around: Option<Self>) -> String {
        let frame = around.and_then(|Self(frame)| frame.try_get_untracked().flatten());
        frame.map(|frame| frame.acting).unwrap_or_default()
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
