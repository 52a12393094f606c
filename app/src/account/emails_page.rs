//! How one wishes to be notified of what is new (N2).

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
    ui::{Form, PageTitle, PostForm, Select, Submit, page},
};
use contract::person::EmailFrequency;
use leptos::prelude::*;

/// How one wishes to be notified.
#[server(endpoint = "open_email_frequency")]
pub async fn open_email_frequency() -> Result<EmailFrequency, AppError> {
    crate::ssr::person_desk()?.email_frequency().await.map_err(crate::ssr::failed)
}

operation!(OpenEmailFrequency: Ordinary);

/// Changes it.
#[server(endpoint = "choose_email_frequency")]
pub async fn choose_email_frequency(
    frequency: EmailFrequency,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::person_desk()?.set_email_frequency(frequency).await.map_err(crate::ssr::failed)
}

operation!(ChooseEmailFrequency: Ordinary);

/// The page.
#[component]
pub fn EmailsPage() -> impl IntoView {
    page(async {
        let chosen = open_email_frequency().await?;
        Ok(view! { <Choice chosen/> })
    })
}

#[component]
fn Choice(chosen: EmailFrequency) -> impl IntoView {
    let i18n = use_i18n();
    let options = EmailFrequency::ALL.into_iter().map(move |frequency| {
        let name = match frequency {
            EmailFrequency::AtOnce => t_string!(i18n, emails.at_once),
            EmailFrequency::Daily => t_string!(i18n, emails.daily),
            EmailFrequency::Never => t_string!(i18n, emails.never),
        };
        (frequency.code().to_owned(), name.to_owned())
    });
    let form = Form::of::<ChooseEmailFrequency>();
    view! {
        <PageTitle text=t_string!(i18n, emails.title)/>
        <article class="narrow">
            <h1>{t_string!(i18n, emails.title)}</h1>
            <p class="lead">{t_string!(i18n, emails.lead)}</p>
            <PostForm form=form.clone()>
                <Select
                    name="frequency"
                    label=t_string!(i18n, emails.field)
                    options=options.collect()
                    value=chosen.code()
                    form=Some(form.clone())
                />
                <p class="hint">{t_string!(i18n, emails.always)}</p>
                <Submit label=t_string!(i18n, emails.save)/>
            </PostForm>
        </article>
    }
}
