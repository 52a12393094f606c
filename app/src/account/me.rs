//! Who is signed in.

use crate::error::AppError;
use contract::person::Me;
use leptos::prelude::*;

/// Who is signed in, if anybody.
#[server(name = WhoAmI, endpoint = "me")]
pub async fn me() -> Result<Option<Me>, AppError> {
    use crate::ssr::{entrance, failed, workspace_desk};
    match entrance()?.visitor {
        contract::Visitor::Anonymous => Ok(None),
        _ => workspace_desk()?.me().await.map(Some).map_err(failed),
    }
}
