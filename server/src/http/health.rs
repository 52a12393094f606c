//! Whether the process lives, and whether it can serve.

use super::AppState;
use axum::extract::State;
use http::StatusCode;

/// `GET /health/live`
pub async fn live() -> StatusCode {
    StatusCode::OK
}

/// `GET /health/ready`: the database answers and its schema is ours.
pub async fn ready(State(state): State<AppState>) -> StatusCode {
    match state.services.database.pending_migrations().await {
        Ok(0) => StatusCode::OK,
        _ => StatusCode::SERVICE_UNAVAILABLE,
    }
}
