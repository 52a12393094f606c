//! How one can be reached, and how one wishes to be notified (P10, N2).

use super::new_email::{NewEmailField, NowEmail};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
    session::side,
    ui::{Done, Form, LanguageButtons, PageTitle, PostForm, Select, Submit, TextArea, TextField, page},
};
use contract::{
    contact::{ContactDetails, NewContactDetails},
    person::{EmailFrequency, Side},
};
use leptos::prelude::*;

/// One's own details.
#[server(endpoint = "open_contact_details")]
pub async fn open_contact_details() -> Result<ContactDetails, AppError> {
    crate::ssr::person_desk()?.contact_details().await.map_err(crate::ssr::failed)
}

operation!(OpenContactDetails: Ordinary);

/// Changes them. To another address of mail goes a link.
#[server(endpoint = "save_contact_details")]
pub async fn save_contact_details(
    #[server(default)] email: String,
    #[server(default)] phone: String,
    #[server(default)] postal_address: String,
    frequency: EmailFrequency,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    let new = NewContactDetails { email, phone, postal_address, frequency };
    crate::ssr::person_desk()?.save_contact_details(new).await.map_err(crate::ssr::failed)
}

operation!(SaveContactDetails: Ordinary);

/// The page.
#[component]
pub fn ContactDetailsPage() -> impl IntoView {
    page(async {
        let details = open_contact_details().await?;
        let is_customer = side().await? == Some(Side::Customer);
        Ok(view! { <Details details is_customer/> })
    })
}

#[component]
fn Details(details: ContactDetails, is_customer: bool) -> impl IntoView {
    let i18n = use_i18n();
    let lead = if is_customer {
        t_string!(i18n, contact.lead_customer)
    } else {
        t_string!(i18n, contact.lead_staff)
    };
    view! {
        <PageTitle text=t_string!(i18n, contact.title)/>
        <article class="narrow">
            <h1>{t_string!(i18n, contact.title)}</h1>
            <p class="lead">{lead}</p>
            <Done of="confirm_email save_contact_details withdraw_email"/>
            <NowEmail details=details.clone() is_customer/>
            <Fields details is_customer/>
            <section class="card" aria-labelledby="language-title">
                <h2 id="language-title">{t_string!(i18n, language)}</h2>
                <p>{t_string!(i18n, contact.language)}</p>
                <form method="post" action="/language" class="languages">
                    <input type="hidden" name="back" value="/contact-details"/>
                    <LanguageButtons/>
                </form>
            </section>
        </article>
    }
}

/// What can be changed, in one form: what is typed in one field is not lost by sending another.
#[component]
fn Fields(details: ContactDetails, is_customer: bool) -> impl IntoView {
    let i18n = use_i18n();
    let options = EmailFrequency::ALL.into_iter().map(move |frequency| {
        let name = match frequency {
            EmailFrequency::AtOnce => t_string!(i18n, emails.at_once),
            EmailFrequency::Daily => t_string!(i18n, emails.daily),
            EmailFrequency::Never => t_string!(i18n, emails.never),
        };
        (frequency.code().to_owned(), name.to_owned())
    });
    let form = Form::of::<SaveContactDetails>();
    let email = details.may_change_email.then(|| view! { <NewEmailField form=form.clone()/> });
    let postal_address = is_customer.then(|| {
        let form = form.clone();
        view! {
            <TextArea
                name="postal_address"
                optional=true
                label=t_string!(i18n, contact.postal_address)
                value=details.postal_address
                form
            />
        }
    });
    let always =
        if is_customer { t_string!(i18n, emails.always) } else { t_string!(i18n, emails.always_staff) };
    view! {
        <PostForm form=form.clone() says_done=false>
            <h2>{t_string!(i18n, contact.change)}</h2>
            {email}
            <TextField
                name="phone"
                optional=true
                keyboard="tel"
                label=t_string!(i18n, contact.phone)
                value=details.phone
                form=form.clone()
            />
            {postal_address}
            <Select
                name="frequency"
                label=t_string!(i18n, emails.field)
                options=options.collect()
                value=details.frequency.code()
                form=Some(form)
            />
            <p class="hint">{t_string!(i18n, emails.lead)} " " {always}</p>
            <Submit label=t_string!(i18n, emails.save)/>
        </PostForm>
    }
}
