//! Inviting somebody to the staff, and who was invited.

use super::staff::{InviteStaff, WithdrawStaffInvitation, role_name};
use crate::{
    i18n::{t_string, use_i18n},
    ui::{ActsFor, FormError, Group, Submit, TextField, form_error, old_input},
};
use contract::{
    desk::RejectedForm,
    staff::{Roles, StaffInvitationView, StaffRole},
};
use leptos::prelude::*;

/// Who was invited and has not come.
#[component]
pub(super) fn Invited(
    invitations: Vec<StaffInvitationView>,
    action: ServerAction<WithdrawStaffInvitation>,
) -> impl IntoView {
    let i18n = use_i18n();
    if invitations.is_empty() {
        return view! { <p class="quiet">{t_string!(i18n, staff.no_invited)}</p> }.into_any();
    }
    let row = move |invitation: StaffInvitationView| {
        let roles: Vec<&str> = invitation.roles.iter().map(role_name).collect();
        let days = match invitation.days {
            0 | 1 => t_string!(i18n, staff.good_today).to_owned(),
            count => t_string!(i18n, staff.good_for, count = count).clone(),
        };
        view! {
            <li>
                <div class="row-main">
                    <h3 class="row-title">{invitation.email}</h3>
                    <p class="quiet">{roles.join(", ")} ". " {days}</p>
                    <ActionForm action>
                        <ActsFor/>
                        <input type="hidden" name="id" value=invitation.id.to_string()/>
                        <Submit label=t_string!(i18n, staff.take_back) pending=action.pending() second=true/>
                    </ActionForm>
                </div>
            </li>
        }
    };
    view! { <ul class="rows">{invitations.into_iter().map(row).collect_view()}</ul> }.into_any()
}

/// The form.
#[component]
pub(super) fn InviteForm(rejected: Option<RejectedForm>, action: ServerAction<InviteStaff>) -> impl IntoView {
    let i18n = use_i18n();
    let error = form_error(action, rejected.as_ref());
    let email = old_input(rejected.as_ref(), "email");
    let is_new = rejected.is_none();
    let choice = |(index, role): (usize, StaffRole)| {
        // Each of its own name, as no form of ours sends a name twice.
        let name = format!("roles[{index}]");
        let checked =
            old_input(rejected.as_ref(), &name) == role.code() || (is_new && role == StaffRole::Counselor);
        view! {
            <label class="choice">
                <input type="checkbox" name=name value=role.code() checked=checked/>
                {role_name(role)}
            </label>
        }
    };
    let choices = Roles::all().iter().enumerate().map(choice).collect_view();
    view! {
        <h2>{t_string!(i18n, staff.invite_title)}</h2>
        <p>{t_string!(i18n, staff.invite_lead)}</p>
        <FormError error/>
        <ActionForm action>
            <ActsFor/>
            <TextField name="email" keyboard="email" label=t_string!(i18n, staff.email) value=email error/>
            <Group name="roles" legend=t_string!(i18n, staff.as_what) error>{choices}</Group>
            <Submit label=t_string!(i18n, staff.invite) pending=action.pending()/>
        </ActionForm>
    }
}
