//! Signing out.

use crate::{
    config::Audience,
    http::{AppState, SESSION_KEY},
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::people::session::{self, SessionId};
use http::StatusCode;
use tower_sessions::Session;

/// `POST /sign-out`: ends the sign-in and the session, and lets the browser forget the site.
pub async fn sign_out(State(state): State<AppState>, session: Session) -> Response {
    match end(&state, &session).await {
        Ok(provider) => {
            let page = provider.map_or("/signed-out".to_owned(), |key| format!("/signed-out?from={key}"));
            ([("clear-site-data", "\"cache\", \"storage\"")], Redirect::to(&page)).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "not signed out");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Ends it; tells by which provider staff had come, who may still be signed in there.
async fn end(state: &AppState, session: &Session) -> anyhow::Result<Option<String>> {
    let mut from = None;
    if let Some(id) = session.get::<SessionId>(SESSION_KEY).await? {
        session::sign_out(&state.services, id).await?;
        from = session::provider(&state.services, id).await?;
    }
    session.flush().await?;
    let is_staff = |key: &String| {
        state.providers.find(key).is_some_and(|provider| provider.config.audience == Audience::Staff)
    };
    Ok(from.filter(is_staff))
}
