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

/// Sends a link to a new address.
#[server(endpoint = "change_email")]
pub async fn change_email(email: String, #[server(default)] acting: String) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::customer_desk()?.change_email(email).await.map_err(crate::ssr::failed)
}

operation!(ChangeEmail: Inviting);

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

/// The address, and for whom it is theirs to change, the form.
#[component]
pub fn NewEmail(details: ContactDetails) -> impl IntoView {
    let i18n = use_i18n();
    let ContactDetails { email, may_change_email, email_refused, pending_email, .. } = details;
    let has_none = email.is_none();
    let refused = email_refused.then(|| {
        view! { <Banner tone=Tone::Attention><p>{t_string!(i18n, contact.refused)}</p></Banner> }
    });
    let pending = pending_email.map(|email| {
        view! { <Banner tone=Tone::Calm><p>{t_string!(i18n, contact.pending, email = email)}</p></Banner> }
    });
    let now = match email {
        Some(email) => {
            view! { <p>{t_string!(i18n, contact.email_now)} " " <strong>{email}</strong></p> }.into_any()
        }
        None => view! { <p>{t_string!(i18n, contact.no_email)}</p> }.into_any(),
    };
    let change = if may_change_email {
        let form = Form::of::<ChangeEmail>();
        view! {
            <PostForm form=form.clone() says_done=false>
                <TextField
                    name="email"
                    keyboard="email"
                    label=t_string!(i18n, contact.new_email)
                    hint=t_string!(i18n, contact.new_email_hint)
                    form
                />
                <Submit label=t_string!(i18n, contact.send_link) second=true/>
            </PostForm>
        }
        .into_any()
    } else if has_none {
        ().into_any()
    } else {
        view! { <p class="hint">{t_string!(i18n, contact.of_organisation)}</p> }.into_any()
    };
    view! {
        <section class="card stack" aria-labelledby="email-title">
            <h2 id="email-title">{t_string!(i18n, contact.email)}</h2>
            {refused}
            {pending}
            {now}
            {change}
        </section>
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
