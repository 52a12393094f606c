//! Actions on a workspace that are one button each.

use crate::{error::AppError, operation::operation};
use contract::{
    PersonId, WorkspaceId, bulk_action::Reason, closing::NewClosing, invitation::Correction, person::Language,
};
use leptos::prelude::*;

/// Reactivates it (L5).
#[server(endpoint = "reactivate_workspace")]
pub async fn reactivate_workspace(
    id: WorkspaceId,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::workspace_desk()?.reactivate(id).await.map_err(crate::ssr::failed)
}

operation!(ReactivateWorkspace: Notifying);

/// Asks staff to reactivate it (L5).
#[server(endpoint = "ask_reactivation")]
pub async fn ask_reactivation(id: WorkspaceId, #[server(default)] acting: String) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::customer_desk()?.ask_reactivation(id).await.map_err(crate::ssr::failed)
}

operation!(AskReactivation: Notifying);

/// Closes it (L5, L8).
#[server(endpoint = "close_workspace")]
pub async fn close_workspace(
    id: WorkspaceId,
    #[server(default)] reason: String,
    #[server(default)] words: String,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    let closing = NewClosing { reason: Reason::from_code(&reason), words };
    crate::ssr::counselor_desk()?.close(id, closing).await.map_err(crate::ssr::failed)
}

operation!(CloseWorkspace: Notifying);

/// Sends a new invitation (P3).
#[server(endpoint = "invite_again")]
pub async fn invite_again(
    id: WorkspaceId,
    email: String,
    #[server(default)] identity_code: String,
    #[server(default)] language: String,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    let correction = Correction { email, identity_code, language: Language::from_code(&language) };
    crate::ssr::counselor_desk()?.invite_again(id, correction).await.map_err(crate::ssr::failed)
}

operation!(InviteAgain: Inviting);

/// Sends the invitation once more, as it is (P10).
#[server(endpoint = "remind_invited")]
pub async fn remind_invited(id: WorkspaceId, #[server(default)] acting: String) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::counselor_desk()?.remind_invited(id).await.map_err(crate::ssr::failed)
}

operation!(RemindInvited: Inviting);

/// Makes the invitation stop working.
#[server(endpoint = "withdraw_invitation")]
pub async fn withdraw_invitation(id: WorkspaceId, #[server(default)] acting: String) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::counselor_desk()?.withdraw_invitation(id).await.map_err(crate::ssr::failed)
}

operation!(WithdrawInvitation: Ordinary);

/// Refuses a substitute of the counselor, or lets them in again (P12).
#[server(endpoint = "refuse_substitute")]
pub async fn refuse_substitute(
    id: WorkspaceId,
    substitute: PersonId,
    refuses: bool,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::customer_desk()?.refuse_substitute(id, substitute, refuses).await.map_err(crate::ssr::failed)
}

operation!(RefuseSubstitute: Ordinary);

/// Confirms or refuses the person who accepted (P3).
#[server(endpoint = "confirm_customer")]
pub async fn confirm_customer(
    id: WorkspaceId,
    candidate: PersonId,
    is_the_one: bool,
    #[server(default)] acting: String,
) -> Result<(), AppError> {
    crate::ssr::acts_for(&acting)?;
    crate::ssr::counselor_desk()?
        .confirm_customer(id, candidate, is_the_one)
        .await
        .map_err(crate::ssr::failed)
}

operation!(ConfirmCustomer: Notifying);
