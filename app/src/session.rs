//! Who is signed in.

use crate::{error::AppError, operation::operation};
use contract::person::{FrameView, Me, SessionLeft};
use leptos::prelude::*;
use leptos_router::location::Url;

/// Who is signed in, if anybody.
#[server(name = WhoAmI, endpoint = "me")]
pub async fn me() -> Result<Option<Me>, AppError> {
    use crate::ssr::{entrance, failed, person_desk};
    match entrance()?.visitor {
        contract::Caller::Anonymous => Ok(None),
        _ => person_desk()?.me().await.map(Some).map_err(failed),
    }
}

operation!(WhoAmI: Ordinary);

/// What the frame shows.
#[server(endpoint = "frame")]
pub async fn frame() -> Result<FrameView, AppError> {
    let entrance = crate::ssr::entrance()?;
    Ok(FrameView {
        acting: entrance.acting,
        me: me().await?,
        elsewhere: entrance.elsewhere,
        demonstration: entrance.demonstration,
        left: entrance.left,
    })
}

operation!(Frame: Ordinary);

/// How much longer the sign-in lasts. Asking does not prolong it.
#[server(name = AskSessionLeft, endpoint = "session_left")]
pub async fn session_left() -> Result<Option<SessionLeft>, AppError> {
    Ok(crate::ssr::entrance()?.left)
}

operation!(AskSessionLeft: Ordinary);

/// Prolongs the sign-in: being asked is enough. Gives how much longer it lasts now.
#[server(endpoint = "stay")]
pub async fn stay() -> Result<Option<SessionLeft>, AppError> {
    Ok(crate::ssr::entrance()?.left)
}

operation!(Stay: Ordinary);

/// The address by which somebody who is signed in identifies again, and comes back.
pub fn prove_address(return_to: &str) -> String {
    format!("/prove/begin?return_to={}", Url::escape(return_to))
}
