//! Authenticating again, where a use case wants it done a moment ago (ASVS 7.5.3).

use crate::http::{AppState, SESSION_KEY};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use contract::local_path;
use domain::people::session::{self, SessionId};
use serde::Deserialize;
use tower_sessions::Session;

/// To the page that says why, and from there back to `return_to`.
pub(crate) fn reauthenticate(return_to: &str) -> Response {
    to("/reauthenticate", &[("return_to", return_to)])
}

fn to(path: &str, query: &[(&str, &str)]) -> Response {
    let query = serde_urlencoded::to_string(query).unwrap_or_default();
    Redirect::to(&format!("{path}?{query}")).into_response()
}

/// Where one was.
#[derive(Deserialize)]
pub struct Begin {
    return_to: Option<String>,
}

/// `GET /reauthenticate/begin`: to the provider by which this session began.
pub async fn begin(State(state): State<AppState>, session: Session, Query(query): Query<Begin>) -> Response {
    let return_to = local_path(query.return_to.as_deref().unwrap_or_default());
    match provider(&state, &session).await {
        Ok(Some(key)) => {
            to(&format!("/sign-in/{key}"), &[("reauthenticate", "true"), ("return_to", return_to)])
        }
        Ok(None) => crate::http::session::request_context::sign_in_address("needed", return_to),
        Err(error) => {
            tracing::error!(%error, "session cannot be looked at");
            http::StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

async fn provider(state: &AppState, session: &Session) -> anyhow::Result<Option<String>> {
    let Some(id) = session.get::<SessionId>(SESSION_KEY).await? else { return Ok(None) };
    Ok(session::provider(&state.services, id).await?)
}
