//! What main users ask about the people of their organisation, and do with their roles (P2, P4).

pub mod away_page;

use crate::{
    error::AppError,
    i18n::{t_string, use_i18n},
    operation::operation,
};
use contract::{
    PersonId, StaffInvitationId,
    staff::{Roles, StaffRole, StaffView},
};
use leptos::prelude::*;

/// The people.
#[server(endpoint = "read_staff")]
pub async fn read_staff() -> Result<StaffView, AppError> {
    crate::ssr::main_user_desk()?.staff().await.map_err(crate::ssr::failed)
}

operation!(ReadStaff: Ordinary);

/// Gives somebody a role, or withdraws one.
#[server(endpoint = "change_role")]
pub async fn change_role(
    person: PersonId,
    role: StaffRole,
    give: bool,
    #[server(default)] successor: String,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    let successor = contract::staff::Successor::of_form(&successor);
    let desk = crate::ssr::main_user_desk()?;
    desk.change_role(person, role, give, successor).await.map_err(crate::ssr::failed)
}

operation!(ChangeRole: Ordinary);

/// Invites somebody.
#[server(endpoint = "invite_staff")]
pub async fn invite_staff(
    email: String,
    #[server(default)] roles: Roles,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    let new = contract::staff::NewStaffInvitation { email, roles };
    crate::ssr::main_user_desk()?.invite_staff(new).await.map_err(crate::ssr::failed)
}

operation!(InviteStaff: Inviting);

/// Takes an invitation back.
#[server(endpoint = "withdraw_staff_invitation")]
pub async fn withdraw_staff_invitation(
    id: StaffInvitationId,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::main_user_desk()?.withdraw_staff_invitation(id).await.map_err(crate::ssr::failed)
}

operation!(WithdrawStaffInvitation: Ordinary);

/// A role in words.
pub(super) fn role_name(role: StaffRole) -> &'static str {
    let i18n = use_i18n();
    match role {
        StaffRole::Counselor => t_string!(i18n, staff.counselor),
        StaffRole::MainUser => t_string!(i18n, staff.main_user),
        StaffRole::Supervisor => t_string!(i18n, staff.supervisor),
    }
}
