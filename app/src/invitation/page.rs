//! The page behind an invitation's link.

use super::accept::{AcceptInvitation, describe_invitation};
use crate::{
    i18n::{t_string, use_i18n},
    session::side,
    ui::{Form, PageTitle, PostForm, Submit, page},
};
use contract::{ApiError, person::Side, workspace::InvitationView};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page: who invites, and what to do next.
#[component]
pub fn InvitationPage() -> impl IntoView {
    let token = use_params_map().get_untracked().get("token").unwrap_or_default();
    page(async move {
        let side = side().await?;
        // Once it was refused, that is what there is to say.
        let form = Form::of::<AcceptInvitation>();
        if let Some(error @ (ApiError::InvitationMismatch | ApiError::InvitationInvalid)) = form.error() {
            return Err(error.clone().into());
        }
        let invitation = describe_invitation(token.clone()).await?;
        Ok(view! { <Invitation side form invitation token/> })
    })
}

#[component]
fn Invitation(side: Option<Side>, form: Form, invitation: InvitationView, token: String) -> impl IntoView {
    let i18n = use_i18n();
    let InvitationView { organisation, counselor } = invitation;
    let lead = t_string!(i18n, invitation.lead, counselor = counselor, organisation = organisation);
    view! {
        <PageTitle text=t_string!(i18n, invitation.title)/>
        <article class="narrow">
            <h1>{t_string!(i18n, invitation.title)}</h1>
            <p class="lead">{lead}</p>
            <p>{t_string!(i18n, invitation.how)}</p>
            <NextStep side form token/>
        </article>
    }
}

/// Sign in, accept, or leave it to the customer.
#[component]
fn NextStep(side: Option<Side>, form: Form, token: String) -> impl IntoView {
    let i18n = use_i18n();
    match side {
        None => view! {
            <form method="get" action="/sign-in" class="actions">
                <input type="hidden" name="return_to" value=format!("/invitations/{token}")/>
                <button type="submit" class="button">{t_string!(i18n, invitation.sign_in)}</button>
            </form>
        }
        .into_any(),
        Some(Side::Customer) => view! {
            <PostForm form>
                <input type="hidden" name="token" value=token/>
                <Submit label=t_string!(i18n, invitation.accept)/>
            </PostForm>
        }
        .into_any(),
        Some(Side::Counselor) => view! { <p>{t_string!(i18n, invitation.staff)}</p> }.into_any(),
    }
}
