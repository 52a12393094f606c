//! Where mail goes: shown, and for customers changed by a link that shows that the new address is theirs (P10).

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
    ui::{Banner, Form, PageTitle, PostForm, Submit, TextField, Tone, page},
};
use contract::{ApiError, contact::ContactDetails};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// Takes back the wish for another address.
#[server(endpoint = "withdraw_email")]
pub async fn withdraw_email(#[server(default)] acting: String) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::customer_desk()?.withdraw_email().await.map_err(crate::ssr::failed)
}

operation!(WithdrawEmail: Ordinary);

/// The address of a link.
#[server(endpoint = "open_email_link")]
pub async fn open_email_link(token: String) -> Result<String, AppError> {
    crate::ssr::customer_desk()?.email_of_link(token).await.map_err(crate::ssr::failed)
}

operation!(OpenEmailLink: Ordinary);

/// The address of a link counts from now on.
#[server(endpoint = "confirm_email")]
pub async fn confirm_email(token: String, #[server(default)] acting: String) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::customer_desk()?.confirm_email(token).await.map_err(crate::ssr::failed)?;
    crate::ssr::lead_to("/contact-details");
    Ok(())
}

operation!(ConfirmEmail: Ordinary);

/// The address of now, and one that waits for its link to be opened.
#[component]
pub fn NowEmail(details: ContactDetails, is_customer: bool) -> impl IntoView {
    let i18n = use_i18n();
    let ContactDetails { email, may_change_email, email_refused, pending_email, .. } = details;
    let refused = email_refused.then(|| {
        let text = if is_customer {
            t_string!(i18n, contact.refused)
        } else {
            t_string!(i18n, contact.refused_staff)
        };
        view! { <Banner tone=Tone::Attention><p>{text}</p></Banner> }
    });
    let pending = pending_email.map(|email| view! { <Pending email/> });
    let of_organisation = (!is_customer && email.is_some())
        .then(|| view! { <p class="hint">{t_string!(i18n, contact.of_organisation)}</p> });
    let now = match email {
        Some(email) => {
            view! { <p>{t_string!(i18n, contact.email_now)} " " <strong>{email}</strong></p> }.into_any()
        }
        None => view! { <p>{t_string!(i18n, contact.no_email)}</p> }.into_any(),
    };
    let not_joined = (is_customer && !may_change_email)
        .then(|| view! { <p class="hint">{t_string!(i18n, contact.not_joined)}</p> });
    view! {
        <section class="card stack" aria-labelledby="email-title">
            <h2 id="email-title">{t_string!(i18n, contact.email)}</h2>
            {refused}
            {pending}
            {now}
            {of_organisation}
            {not_joined}
        </section>
    }
}

/// An address that waits for its link to be opened, which may have a typo.
#[component]
fn Pending(email: String) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Banner tone=Tone::Calm>
            <p>{t_string!(i18n, contact.pending, email = email)}</p>
            <PostForm form={Form::of::<WithdrawEmail>()} says_done=false>
                <Submit label=t_string!(i18n, contact.withdraw) second=true/>
            </PostForm>
        </Banner>
    }
}

/// Where another address is typed.
#[component]
pub fn NewEmailField(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <TextField
            name="email"
            optional=true
            keyboard="email"
            label=t_string!(i18n, contact.new_email)
            hint=t_string!(i18n, contact.new_email_hint)
            form
        />
    }
}

/// The page behind a link: one more press, for programs open links as well.
#[component]
pub fn ConfirmEmailPage() -> impl IntoView {
    let token = use_params_map().get_untracked().get("token").unwrap_or_default();
    page(async move {
        Ok(match open_email_link(token.clone()).await {
            Err(AppError(ApiError::NotFound)) => view! { <LinkOver/> }.into_any(),
            email => view! { <Confirm email=email? token/> }.into_any(),
        })
    })
}

/// A link that was used, is over, or was replaced by a newer one; or somebody else's, which looks the same.
#[component]
fn LinkOver() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <PageTitle text=t_string!(i18n, contact.over_title)/>
        <article class="narrow">
            <h1>{t_string!(i18n, contact.over_title)}</h1>
            <p class="lead">{t_string!(i18n, contact.over)}</p>
            <p><a class="button" href="/contact-details">{t_string!(i18n, contact.title)}</a></p>
        </article>
    }
}

#[component]
fn Confirm(email: String, token: String) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <PageTitle text=t_string!(i18n, contact.confirm_title)/>
        <article class="narrow">
            <h1>{t_string!(i18n, contact.confirm_title)}</h1>
            <p class="lead">{t_string!(i18n, contact.confirm, email = email)}</p>
            <PostForm form={Form::of::<ConfirmEmail>()}>
                <input type="hidden" name="token" value=token/>
                <Submit label=t_string!(i18n, contact.confirm_button)/>
            </PostForm>
        </article>
    }
}
