//! Who is signed in.

use crate::error::AppError;
use contract::person::{FrameView, Me};
use leptos::prelude::*;

/// Who is signed in, if anybody.
#[server(name = WhoAmI, endpoint = "me")]
pub async fn me() -> Result<Option<Me>, AppError> {
    use crate::ssr::{entrance, failed, person_desk};
    match entrance()?.visitor {
        contract::Visitor::Anonymous => Ok(None),
        _ => person_desk()?.me().await.map(Some).map_err(failed),
    }
}

/// What the frame shows.
#[server(endpoint = "frame")]
pub async fn frame() -> Result<FrameView, AppError> {
    let demonstration = crate::ssr::entrance()?.demonstration;
    Ok(FrameView { me: me().await?, demonstration })
}
