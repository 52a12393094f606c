//! A page that could not be shown, and the way on.

use super::PageTitle;
use crate::{
    error::error_text,
    i18n::{t_string, use_i18n},
};
use contract::ApiError;
use leptos::prelude::*;
use leptos_router::{hooks::use_location, location::Url};

/// An error in place of a page.
#[component]
pub fn ErrorView(
    /// Why there is no page.
    error: ApiError,
) -> impl IntoView {
    crate::error::status::set(error.status());
    view! {
        <PageTitle text=title_of(&error)/>
        <article class="narrow"><ErrorText error/></article>
    }
}

/// What heads it.
fn title_of(error: &ApiError) -> &'static str {
    let i18n = use_i18n();
    match error {
        ApiError::NotFound => t_string!(i18n, error.not_found_title),
        ApiError::SignInNeeded => t_string!(i18n, signin.title),
        ApiError::InvitationInvalid => t_string!(i18n, invitation.invalid_title),
        ApiError::InvitationMismatch => t_string!(i18n, invitation.mismatch_title),
        _ => t_string!(i18n, error.title),
    }
}

/// What happened, and the way on.
#[component]
pub fn ErrorText(
    /// The error.
    error: ApiError,
) -> impl IntoView {
    let i18n = use_i18n();
    let title = title_of(&error);
    let text = match error {
        ApiError::SignInNeeded => t_string!(i18n, signin.because_gone).to_owned(),
        _ => error_text(&error),
    };
    let way = if error == ApiError::SignInNeeded {
        let here = use_location().pathname.get_untracked();
        let href = format!("/sign-in?return_to={}", Url::escape(&here));
        view! { <a class="button" href=href>{t_string!(i18n, sign_in)}</a> }.into_any()
    } else {
        view! { <a class="button" href="/workspaces">{t_string!(i18n, error.to_workspaces)}</a> }.into_any()
    };
    view! {
        <h1>{title}</h1>
        <p class="lead">{text}</p>
        <p class="actions">{way}</p>
    }
}
