//! Signing out.

use super::{AppState, SESSION_KEY};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::session::{self, SessionId};
use http::StatusCode;
use tower_sessions::Session;

/// `POST /sign-out`: ends the sign-in and the session, and lets the browser forget the site.
pub async fn sign_out(State(state): State<AppState>, session: Session) -> Response {
    match end(&state, &session).await {
        Ok(()) => {
            ([("clear-site-data", "\"cache\", \"storage\"")], Redirect::to("/signed-out")).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "not signed out");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

async fn end(state: &AppState, session: &Session) -> anyhow::Result<()> {
    if let Some(id) = session.get::<SessionId>(SESSION_KEY).await? {
        session::sign_out(&state.services, id).await?;
    }
    session.flush().await?;
    Ok(())
}
