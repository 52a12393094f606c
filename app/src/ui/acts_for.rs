//! As whom a form acts: it says so itself, so that one which was opened for one organisation does nothing
//! for another after a switch in another tab.

use contract::person::FrameView;
use leptos::prelude::*;

/// What the frame knows, for the parts of the page in it.
#[derive(Clone, Copy)]
pub struct Around(pub Resource<FrameView>);

/// The hidden field of a form that acts for an organisation.
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
