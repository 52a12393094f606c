//! Inviting somebody to the staff, and who was invited.

use super::staff::{InviteStaff, WithdrawStaffInvitation, role_name};
use crate::{
    i18n::{t_string, use_i18n},
    ui::{Form, Group, PostForm, Submit, TextField},
};
use contract::staff::{Roles, StaffInvitationView, StaffRole};
use leptos::prelude::*;

/// Who was invited and has not come.
#[component]
pub(super) fn Invited(invitations: Vec<StaffInvitationView>) -> impl IntoView {
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
        let id = invitation.id.to_string();
        view! {
            <li>
                <div class="row-main">
                    <h3 class="row-title">{invitation.email.clone()}</h3>
                    <p class="quiet">{roles.join(", ")} ". " {days}</p>
                    <PostForm form={Form::one_of::<WithdrawStaffInvitation>(&[("id", &id)])} says_done=false says_error=false>
                        <input type="hidden" name="id" value=id/>
                        <Submit label=t_string!(i18n, staff.take_back) of=invitation.email second=true/>
                    </PostForm>
                </div>
            </li>
        }
    };
    view! { <ul class="rows">{invitations.into_iter().map(row).collect_view()}</ul> }.into_any()
}

/// The form.
#[component]
pub(super) fn InviteForm() -> impl IntoView {
    let i18n = use_i18n();
    let form = Form::of::<InviteStaff>();
    let choice = |(index, role): (usize, StaffRole)| {
        // Each of its own name, as no form of ours sends a name twice.
        let name = format!("roles[{index}]");
        let checked = form.is_chosen(&name, role.code(), role == StaffRole::Counselor);
        view! {
            <label class="choice">
                <input type="checkbox" name=name value=role.code() checked=checked/>
                {role_name(role)}
            </label>
        }
    };
    let choices = Roles::all().iter().enumerate().map(choice).collect_view();
    view! {
        <section class="card" aria-labelledby="invite-title">
        <h2 id="invite-title">{t_string!(i18n, staff.invite_title)}</h2>
        <p>{t_string!(i18n, staff.invite_lead)}</p>
        <PostForm form=form.clone()>
            <TextField name="email" keyboard="email" label=t_string!(i18n, staff.email) form=form.clone()/>
            <Group name="roles" legend=t_string!(i18n, staff.as_what) form>{choices}</Group>
            <Submit label=t_string!(i18n, staff.invite)/>
        </PostForm>
        </section>
    }
}
