//! The way in with the code of a letter, for whom no mail reaches (P11): strong identification first, then the code.

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
    session::side,
    ui::{Form, PageTitle, PostForm, Submit, TextField, page},
};
use contract::{ApiError, head::InvitationStatus, person::Side};
use leptos::prelude::*;

/// Accepts the invitation of a code, and goes to the workspace or to where one waits for it.
#[server(endpoint = "accept_code")]
pub async fn accept_code(code: String, #[server(default)] acting: String) -> Result<(), AppError> {
    use crate::ssr::{customer_desk, failed, lead_to};
    crate::ssr::acts_for(&acting)?;
    let accepted = customer_desk()?.accept_code(code).await.map_err(failed)?;
    match accepted.invitation_status {
        InvitationStatus::Taken => lead_to(&format!("/workspaces/{}", accepted.workspace)),
        _ => lead_to("/workspaces"),
    }
    Ok(())
}

operation!(AcceptCode: Ordinary);

/// The page.
#[component]
pub fn CodePage() -> impl IntoView {
    page(async {
        let side = side().await?;
        // Once it was refused, that is what there is to say.
        let form = Form::of::<AcceptCode>();
        if let Some(error @ ApiError::InvitationMismatch) = form.error() {
            return Err(error.clone().into());
        }
        Ok(view! { <Code side form/> })
    })
}

#[component]
fn Code(side: Option<Side>, form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let next = match side {
        None => view! {
            <form method="get" action="/sign-in" class="actions">
                <input type="hidden" name="return_to" value="/code"/>
                <button type="submit" class="button">{t_string!(i18n, sign_in)}</button>
            </form>
        }
        .into_any(),
        Some(Side::Customer) => view! {
            <PostForm form=form.clone()>
                <TextField name="code" label=t_string!(i18n, code.field) hint=t_string!(i18n, code.field_hint) form/>
                <Submit label=t_string!(i18n, invitation.accept)/>
            </PostForm>
        }
        .into_any(),
        Some(Side::Counselor) => view! { <p>{t_string!(i18n, code.staff)}</p> }.into_any(),
    };
    let lead = match side {
        None => t_string!(i18n, code.lead),
        Some(_) => t_string!(i18n, code.lead_signed_in),
    };
    view! {
        <PageTitle text=t_string!(i18n, code.title)/>
        <article class="narrow">
            <h1>{t_string!(i18n, code.title)}</h1>
            <p class="lead">{lead}</p>
            {next}
            <p class="hint">{t_string!(i18n, code.help)}</p>
        </article>
    }
}
