//! What an invitation says, and accepting it.

use crate::{error::AppError, operation::operation};
use contract::invitation::InvitationView;
use leptos::prelude::*;

/// What the invitation of this link says.
#[server(endpoint = "describe_invitation")]
pub async fn describe_invitation(token: String) -> Result<InvitationView, AppError> {
    crate::ssr::public_desk()?.invitation(token).await.map_err(crate::ssr::failed)
}

operation!(DescribeInvitation: Ordinary);

/// Accepts it, and goes to the workspace or to where one waits for it.
#[server(endpoint = "accept_invitation")]
pub async fn accept_invitation(token: String, #[server(default)] acting: String) -> Result<(), AppError> {
    use crate::ssr::{customer_desk, failed, lead_to};
    crate::ssr::acts_for(&acting)?;
    let accepted = customer_desk()?.accept_invitation(token).await.map_err(failed)?;
    match accepted.invitation_status {
        contract::head::InvitationStatus::Taken => lead_to(&format!("/workspaces/{}", accepted.workspace)),
        _ => lead_to("/workspaces"),
    }
    Ok(())
}

operation!(AcceptInvitation: Ordinary);
