//! Who is signed in.

use crate::{error::AppError, operation::operation};
use contract::person::{FrameView, Me, SessionLeft, Side};
use leptos::prelude::*;
use leptos_router::location::Url;

/// Who is signed in, if anybody.
pub async fn me() -> Result<Option<Me>, AppError> {
    use crate::ssr::{failed, person_desk, request_context};
    match request_context()?.caller {
        contract::Caller::Anonymous => Ok(None),
        _ => person_desk()?.me().await.map(Some).map_err(failed),
    }
}

/// On which side of workspaces whoever is signed in stands.
pub async fn side() -> Result<Option<Side>, AppError> {
    Ok(me().await?.map(|me| me.side))
}

/// What the frame shows.
pub async fn frame() -> Result<FrameView, AppError> {
    let context = crate::ssr::request_context()?;
    let news = match crate::ssr::participant_desk() {
        Some(desk) => Some(desk.count_news().await.map_err(crate::ssr::failed)?),
        None => None,
    };
    Ok(FrameView {
        me: me().await?,
        other_organisations: context.other_organisations,
        demonstration: context.demonstration,
        left: context.left,
        news,
    })
}

/// How much longer the sign-in lasts. Asking does not prolong it.
#[server(name = AskSessionLeft, endpoint = "session_left")]
pub async fn session_left() -> Result<Option<SessionLeft>, AppError> {
    Ok(crate::ssr::request_context()?.left)
}

operation!(AskSessionLeft: Ordinary);

/// Prolongs the sign-in: being asked is enough. Gives how much longer it lasts now.
#[server(endpoint = "stay")]
pub async fn stay() -> Result<Option<SessionLeft>, AppError> {
    Ok(crate::ssr::request_context()?.left)
}

operation!(Stay: Ordinary);

/// The address by which somebody who is signed in identifies again, and comes back.
pub fn reauthentication_address(return_to: &str) -> String {
    format!("/reauthenticate/begin?return_to={}", Url::escape(return_to))
}
