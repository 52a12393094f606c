//! The page behind an invitation's link.

use super::{
    accept::{AcceptInvitation, describe_invitation},
    decline::Decline,
};
use crate::{
    i18n::{t_string, use_i18n},
    language::{named, show_date},
    session::side,
    ui::{Form, Outcome, PageTitle, PostForm, Submit, page},
};
use contract::{
    ApiError,
    invitation::{InvitationView, Inviter, Lasts},
    person::Side,
};
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
    let Inviter { organisation, counselor } = invitation.inviter.clone();
    if invitation.is_declined {
        let text =
            t_string!(i18n, invitation.declined, counselor = counselor, organisation = named(&organisation));
        return view! {
            <PageTitle text=t_string!(i18n, invitation.declined_title)/>
            <article class="narrow">
                <h1>{t_string!(i18n, invitation.declined_title)}</h1>
                <Outcome of="decline_invitation"/>
                <p class="lead">{text}</p>
            </article>
        }
        .into_any();
    }
    let lead =
        t_string!(i18n, invitation.lead, counselor = counselor.clone(), organisation = named(&organisation));
    let through = t_string!(i18n, invitation.through, date = show_date(invitation.through));
    view! {
        <PageTitle text=t_string!(i18n, invitation.title)/>
        <article class="narrow">
            <h1>{t_string!(i18n, invitation.title)}</h1>
            <Outcome of="decline_invitation"/>
            <p class="lead">{lead}</p>
            <div class="actions">
                <NextStep side form token=token.clone()/>
                {(side != Some(Side::Counselor)).then(|| view! { <Decline counselor token/> })}
            </div>
            <p class="hint">{through}</p>
            <Explained invitation/>
        </article>
    }
    .into_any()
}

/// What this is, what accepting means, how long it lasts, and how to know that it is genuine.
#[component]
fn Explained(invitation: InvitationView) -> impl IntoView {
    let i18n = use_i18n();
    let InvitationView { inviter, phone, lasts, .. } = invitation;
    let Lasts { active, inactive, archived } = lasts;
    let lasts = t_string!(i18n, invitation.lasts, active = active, inactive = inactive, archived = archived);
    let genuine = match phone {
        Some(phone) => t_string!(i18n, invitation.genuine_phone, phone = phone).clone(),
        None => t_string!(i18n, invitation.genuine, organisation = named(&inviter.organisation)).clone(),
    };
    view! {
        <h2>{t_string!(i18n, invitation.what_title)}</h2>
        <p>{t_string!(i18n, invitation.what)}</p>
        <h2>{t_string!(i18n, invitation.accept_title)}</h2>
        <p>{t_string!(i18n, invitation.accept_means)}</p>
        <h2>{t_string!(i18n, invitation.lasts_title)}</h2>
        <p>{lasts}</p>
        <h2>{t_string!(i18n, invitation.genuine_title)}</h2>
        <p>{genuine}</p>
    }
}

/// Sign in, accept, or leave it to the customer.
#[component]
fn NextStep(side: Option<Side>, form: Form, token: String) -> impl IntoView {
    let i18n = use_i18n();
    match side {
        None => view! {
            <form method="get" action="/sign-in">
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
