//! The people of the organisation (P2, P4): their roles, and who was invited.

use super::staff::{ChangeRole, InviteStaff, WithdrawStaffInvitation, read_staff};
use super::{
    staff_colleague::Colleague,
    staff_invite::{InviteForm, Invited},
    tabs::{Tab, Tabs},
};
use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    ui::{ErrorView, FormError, PageTitle, form_error, read_rejected_form},
};
use contract::{
    desk::RejectedForm,
    staff::{IDLE_DAYS, StaffView},
};
use leptos::prelude::*;

/// The actions of the page.
#[derive(Clone, Copy)]
pub(super) struct Actions {
    pub change: ServerAction<ChangeRole>,
    pub invite: ServerAction<InviteStaff>,
    pub take_back: ServerAction<WithdrawStaffInvitation>,
}

/// The page.
#[component]
pub fn StaffPage() -> impl IntoView {
    let i18n = use_i18n();
    let actions =
        Actions { change: ServerAction::new(), invite: ServerAction::new(), take_back: ServerAction::new() };
    // Only what was done changes the page: a mistake must not take away what was typed.
    let done = Memo::new(move |before: Option<&usize>| {
        let changed = actions.change.value().get().is_some();
        let invited = matches!(actions.invite.value().get(), Some(Ok(())));
        let taken_back = actions.take_back.value().get().is_some();
        let versions = actions.change.version().get()
            + actions.invite.version().get()
            + actions.take_back.version().get();
        if changed || invited || taken_back { versions } else { before.copied().unwrap_or(0) }
    });
    let data = Resource::new_blocking(
        move || done.get(),
        |_| async { Ok::<_, AppError>((read_staff().await?, read_rejected_form().await?)) },
    );
    view! {
        <PageTitle text=t_string!(i18n, staff.title)/>
        <Transition fallback=move || view! { <p class="loading">{t_string!(i18n, loading)}</p> }>
            {move || Suspend::new(async move {
                match data.await {
                    Ok((staff, rejected)) => view! { <People staff rejected actions/> }.into_any(),
                    Err(AppError(error)) => view! { <ErrorView error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn People(staff: StaffView, rejected: Option<RejectedForm>, actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    // Which of the forms of this page came back shows by a field that only it has.
    let of = |field: &str| rejected.as_ref().filter(|form| form.fields.iter().any(|(name, _)| name == field));
    let changing = form_error(actions.change, of("role"));
    let taking_back = form_error(actions.take_back, of("id"));
    let inviting = of("email").cloned();
    let people = staff.colleagues.into_iter().map(|colleague| {
        view! { <Colleague colleague action=actions.change/> }
    });
    let people = people.collect_view();
    view! {
        <h1>{t_string!(i18n, organisation.title)}</h1>
        <Tabs here=Tab::People/>
        <article class="reading">
            <h2>{t_string!(i18n, staff.title)}</h2>
            <p class="lead">{t_string!(i18n, staff.explain, days = IDLE_DAYS)}</p>
            <FormError error=changing unplaced="role"/>
            <ul class="rows">{people}</ul>
            <h2>{t_string!(i18n, staff.invited)}</h2>
            <FormError error=taking_back/>
            <Invited invitations=staff.invitations action=actions.take_back/>
            <InviteForm rejected=inviting action=actions.invite/>
        </article>
    }
}
