//! The page behind an invitation's link.

use super::accept::{AcceptInvitation, describe_invitation};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    session::me,
    ui::{ActsFor, ErrorView, PageTitle, Submit, read_rejected_form},
};
use contract::{ApiError, desk::RejectedForm, person::Side, workspace::InvitationView};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page: who invites, and what to do next.
#[component]
pub fn InvitationPage() -> impl IntoView {
    let i18n = use_i18n();
    let params = use_params_map();
    let token = move || params.read().get("token").unwrap_or_default();
    let data = Resource::new_blocking(token, |token| async move {
        let side = me().await?.map(|me| me.side);
        Ok::<_, AppError>((side, read_rejected_form().await?, describe_invitation(token).await?))
    });
    view! {
        <PageTitle text=t_string!(i18n, invitation.title)/>
        <Suspense>
            {move || Suspend::new(async move {
                match data.await {
                    Ok((side, rejected, invitation)) => {
                        view! { <Invitation side rejected invitation token=token()/> }.into_any()
                    }
                    Err(AppError(error)) => view! { <ErrorView error/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Invitation(
    side: Option<Side>,
    rejected: Option<RejectedForm>,
    invitation: InvitationView,
    token: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<AcceptInvitation>::new();
    let error = crate::ui::form_error(action, rejected.as_ref());
    let InvitationView { organisation, counselor } = invitation;
    let lead = t_string!(i18n, invitation.lead, counselor = counselor, organisation = organisation);
    let next = StoredValue::new((side, token));
    view! {
        {move || {
            if let Some(error @ (ApiError::InvitationMismatch | ApiError::InvitationInvalid)) = error.get() {
                return view! { <ErrorView error/> }.into_any();
            }
            let (side, token) = next.get_value();
            view! {
                <article class="narrow">
                    <h1>{t_string!(i18n, invitation.title)}</h1>
                    <p class="lead">{lead.clone()}</p>
                    <p>{t_string!(i18n, invitation.how)}</p>
                    <NextStep side token action/>
                </article>
            }
                .into_any()
        }}
    }
}

/// Sign in, accept, or leave it to the customer.
#[component]
fn NextStep(side: Option<Side>, token: String, action: ServerAction<AcceptInvitation>) -> impl IntoView {
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
            <ActionForm action>
                <ActsFor/>
                <input type="hidden" name="token" value=token/>
                <Submit label=t_string!(i18n, invitation.accept) pending=action.pending()/>
            </ActionForm>
        }
        .into_any(),
        Some(Side::Counselor) => view! { <p>{t_string!(i18n, invitation.staff)}</p> }.into_any(),
    }
}
