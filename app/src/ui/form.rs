//! Forms: they work as plain forms, and better with scripts. What was typed comes back when it
//! could not be taken.

use super::{
    banner::{Banner, Tone},
    inputs::{acts_for::ask_again_for_whom, field::mistake},
};
use crate::{
    error::{AppError, error_text},
    i18n::{t_string, use_i18n},
    operation::operation,
    session::reauthentication_address,
};
use contract::{ApiError, desk::RejectedForm};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_location;

/// The form that came back to this page where scripts are off.
#[server(endpoint = "read_rejected_form")]
pub async fn read_rejected_form() -> Result<Option<RejectedForm>, AppError> {
    Ok(crate::ssr::request_context()?.rejected)
}

operation!(ReadRejectedForm: Ordinary);

/// What was typed into the field `name` of a form that came back.
pub fn old_input(rejected: Option<&RejectedForm>, name: &str) -> String {
    let field = rejected.and_then(|form| form.fields.iter().find(|(field, _)| field == name));
    field.map(|(_, value)| value.clone()).unwrap_or_default()
}

/// What is wrong with a form: by the action where scripts run, else by the form that came back.
pub fn form_error<F>(action: ServerAction<F>, rejected: Option<&RejectedForm>) -> Signal<Option<ApiError>>
where
    F: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    F::Output: Clone + Send + Sync + 'static,
{
    // Whoever comes back from reauthenticating has nothing to put right.
    let rejected =
        rejected.map(|form| form.error.clone()).filter(|error| *error != ApiError::ReauthenticationNeeded);
    let value = action.value();
    Signal::derive(move || match value.get() {
        Some(Err(AppError(error))) => Some(error),
        Some(Ok(_)) => None,
        None => rejected.clone(),
    })
}

/// What is wrong, above the form, announced when it appears.
#[component]
pub fn FormError(
    /// What is wrong with the form.
    error: Signal<Option<ApiError>>,
    /// A field that people do not see: what is wrong with it is told here.
    #[prop(default = "")]
    unplaced: &'static str,
) -> impl IntoView {
    let i18n = use_i18n();
    ask_again_for_whom(error);
    let address = use_location();
    let reauthenticate = move || {
        let (path, query) = (address.pathname.get(), address.search.get());
        let here = if query.is_empty() { path } else { format!("{path}?{}", query.trim_start_matches('?')) };
        let href = reauthentication_address(&here);
        // Beside this page, on which everything typed stays as it is.
        view! { <p><a class="button" href=href target="_blank" rel="external noopener">{t_string!(i18n, reauthenticate.go)}</a></p> }
    };
    view! {
        <div role="alert">
            {move || {
                error.get().map(|error| view! {
                    <Banner tone=Tone::Trouble>
                        <p>{mistake(Signal::stored(Some(error.clone())), unplaced).unwrap_or_else(|| error_text(&error))}</p>
                        {(error == ApiError::ReauthenticationNeeded).then(reauthenticate)}
                    </Banner>
                })
            }}
        </div>
    }
}

/// The button that sends a form. While it is on its way, a second press does nothing; a button that is
/// `disabled` would lose the focus.
#[component]
pub fn Submit(
    /// What it does.
    label: &'static str,
    /// Whether the form is on its way.
    #[prop(into)]
    pending: Signal<bool>,
    /// Whether it is one choice of several, and not the main one.
    #[prop(optional)]
    second: bool,
    /// Whether it looks like a link, beside text.
    #[prop(optional)]
    link: bool,
) -> impl IntoView {
    let class = match (second, link) {
        (_, true) => "link",
        (true, false) => "button button-second",
        (false, false) => "button",
    };
    view! {
        <button
            type="submit"
            class=class
            aria-disabled=move || pending.get().then_some("true")
            aria-busy=move || pending.get().then_some("true")
            on:click=move |event| {
                if pending.get_untracked() {
                    event.prevent_default();
                }
            }
        >
            {label}
        </button>
    }
}
