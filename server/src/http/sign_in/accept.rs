//! Whoever signs in by the link of an invitation is in afterwards, and is not asked again (P3): the page of the
//! invitation and the page to sign in on say so.

use crate::http::{
    AppState,
    forms::{csrf::is_from_here, kept_forms::keep_refused, outcome},
};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use contract::{ApiError, CustomerDesk, head::InvitationStatus, invitation_of};
use domain::{
    desk::{Customer, Desk},
    people::session::{self, SessionId, SignedIn},
};
use http::{HeaderMap, header::SET_COOKIE};

/// The function whose success, or refusal, is said.
const FUNCTION: &str = "accept_invitation";

/// Whether a sign-in that leads to an invitation is begun on a page of ours. By a link of somebody else's nobody
/// accepts what they have not read.
pub(super) fn is_read_first(state: &AppState, headers: &HeaderMap, return_to: &str) -> bool {
    invitation_of(return_to).is_none() || is_from_here(state, headers)
}

/// Accepts the invitation to whose page a sign-in was to lead, and goes where accepting it leads. Nothing where it
/// leads elsewhere, or somebody of the staff signed in.
pub(super) async fn accept_on_the_way(
    state: &AppState,
    session: SessionId,
    return_to: &str,
) -> anyhow::Result<Option<Response>> {
    let Some(token) = invitation_of(return_to) else { return Ok(None) };
    let present = session::peek(&state.services, &state.limits, session).await?;
    let Some(SignedIn::Customer(person)) = present.ok().map(|present| present.who) else { return Ok(None) };
    let desk = Desk::new(state.services.clone(), Customer(person));
    let there = match desk.accept_invitation(token.to_owned()).await {
        Ok(accepted) => match accepted.invitation_status {
            InvitationStatus::Taken => format!("/workspaces/{}", accepted.workspace),
            _ => "/workspaces".to_owned(),
        },
        Err(error @ (ApiError::InvitationMismatch | ApiError::InvitationInvalid)) => {
            let page = format!("/invitations/{token}");
            let kept = keep_refused(state, person, FUNCTION, error, &page).await?;
            return Ok(Some(Redirect::to(&kept.unwrap_or(page)).into_response()));
        }
        // Its page has the button still.
        Err(error) => {
            tracing::warn!(?error, "invitation not accepted on the way");
            return Ok(None);
        }
    };
    let said = AppendHeaders([(SET_COOKIE, outcome::done(state, FUNCTION))]);
    Ok(Some((said, Redirect::to(&there)).into_response()))
}
